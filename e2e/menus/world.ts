import type { Page } from '@playwright/test';
import { batch, type SimpleEdit } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import type { ProjectClient } from '../../testing/product/api-client.ts';
import { expect, type Storage } from '../parts/fixtures.ts';
import { operation } from '../parts/gestures.ts';

const FROM = { bucketOptions: 'text', bucket: 'inbox', key: 'menus.txt' };
const TO = { bucketOptions: 'text', bucket: 'archive' };

/** The names of what menus are opened on. Of each kind the one in the middle, so that it can be moved both ways. */
export const THERE = {
  workflow: 'Main',
  operation: 'Second',
  orphan: 'Lonely',
  step: 'Get for Second',
  activity: 'Get for Second',
  unused: 'Spare',
  connection: 'Shop',
  group: 'Finance',
  type: 'List Objects',
  variable: 'Folder',
  global: 'Region',
  email: 'Alarm',
  schedule: 'Nightly',
} as const;

/** Draws a project with one thing of each kind, and shows it: operations First, Second and Third in the workflow Main. */
export async function drawWorld(page: Page, client: ProjectClient, storage: Storage): Promise<void> {
  await storage.put('inbox', 'menus.txt', Buffer.from('menus'));
  const connectionId = await client.connect(THERE.connection, storage);
  const ids: string[] = [];
  for (const name of ['First', THERE.operation, 'Third', THERE.orphan])
    ids.push(
      await client.draw(name, [
        { connectionId, type: 'get-object', name: `Get for ${name}`, settings: FROM },
        { connectionId, type: 'put-object', name: `Put for ${name}`, settings: TO },
      ]),
    );
  const [, operationId = '', , orphanId = ''] = ids;
  const { project } = await client.state();
  const workflowId = project.workflows[0]?.id ?? '';
  const activityId = project.operations[operationId]?.steps[0]?.componentId ?? '';
  const groupId = newId('cgr');
  const members = [
    { kind: 'operation' as const, id: operationId },
    { kind: 'activity' as const, id: activityId },
  ];
  const spare = { connectionId, type: 'get-object', name: THERE.unused, settings: FROM, configured: true };
  await client.edit(
    'Draw',
    batch([
      { type: 'operation.remove', operationId: orphanId },
      { type: 'activity.create', activity: { ...spare, id: newId('act') } },
      { type: 'group.create', group: { id: groupId, name: THERE.group, members } },
      { type: 'workflow.rename', workflowId, name: THERE.workflow },
      { type: 'workflow.add', workflow: { id: newId('wfl'), name: 'Early', operationIds: [] }, index: 0 },
      { type: 'workflow.add', workflow: { id: newId('wfl'), name: 'Late', operationIds: [] }, index: 2 },
    ]),
  );
  await client.edit('Use', batch(usedBy(ids[2] ?? '', groupId)));
  await expect(page.getByRole('tab', { name: 'Late' })).toBeVisible();
  await expect(operation(page, '2.1 Second')).toBeVisible();
  // The last edit has come, too: what came while menus are open would move things.
  const mark = operation(page, '2.2 Third').getByRole('button', { name: `Schedule ${THERE.schedule}` });
  await expect(mark).toBeVisible();
}

/** A variable, an e-mail and a schedule: the operation sends the e-mail, which names the variable, and has the schedule. All three are in the group. */
function usedBy(operationId: string, groupId: string): SimpleEdit[] {
  const [variableId, emailId, scheduleId] = [newId('var'), newId('eml'), newId('sch')];
  const settings = {
    from: 'sluice@example.com',
    to: 'team@example.com',
    subject: `About [${THERE.variable}] in [${THERE.global}]{north}`,
    host: 'smtp.example.com',
    port: 587,
    security: 'none',
  };
  return [
    {
      type: 'variable.create',
      variable: { id: variableId, name: THERE.variable, defaultValue: 'out', required: false, hidden: false },
    },
    { type: 'email.create', email: { id: emailId, name: THERE.email, settings } },
    {
      type: 'schedule.create',
      schedule: {
        id: scheduleId,
        name: THERE.schedule,
        occurrence: { kind: 'daily', every: 1 },
        frequency: { kind: 'once', at: '03:00' },
        startDate: '2026-01-01',
        timeZone: 'UTC',
      },
    },
    { type: 'action.add', operationId, action: { condition: 'fail', do: { kind: 'send-email', emailId } } },
    { type: 'operation.set-schedule', operationId, scheduleId },
    { type: 'group.add-member', groupId, member: { kind: 'variable', id: variableId }, index: 2 },
    { type: 'group.add-member', groupId, member: { kind: 'email', id: emailId }, index: 3 },
    { type: 'group.add-member', groupId, member: { kind: 'schedule', id: scheduleId }, index: 4 },
  ];
}
