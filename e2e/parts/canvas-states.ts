import { expect } from '@playwright/test';
import { batch } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import { operation, step } from './gestures.ts';
import { NIGHTLY, type State } from './state.ts';
import { drawBroken, drawSeen, emptySeen, runSeen } from './world.ts';

export const CANVAS: readonly State[] = [
  { name: 'an empty project', reach: async () => undefined },
  { name: 'a valid operation', reach: async (world) => void (await drawSeen(world)) },
  { name: 'an invalid operation', reach: drawBroken },
  {
    name: 'an operation without steps',
    reach: async (world) => {
      await emptySeen(world);
      await expect(operation(world.page, '1.0 Seen').getByText(/^No step yet/)).toBeVisible();
    },
  },
  {
    name: 'operations collapsed',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.getByRole('button', { name: 'Collapse all operations' }).click();
    },
  },
  {
    name: 'the minimap, and the far view',
    reach: async (world) => {
      const { page } = world;
      await drawSeen(world);
      await page.getByRole('button', { name: 'Minimap' }).click();
      await expect(page.getByRole('img', { name: 'Minimap of 1 operations' })).toBeVisible();
      for (let times = 0; times < 8; times += 1) await page.getByRole('button', { name: 'Zoom out' }).click();
    },
  },
  {
    name: 'the canvas search',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.keyboard.press('Control+f');
      await world.page.getByRole('textbox', { name: 'Find operations and steps' }).fill('seen');
      await expect(world.page.getByText('1 of 3', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'a step being placed with the keyboard',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').click();
      await world.page.keyboard.press('m');
      await expect(world.page.getByRole('group', { name: /^Drop zone/ }).first()).toBeVisible();
    },
  },
  {
    name: 'a drop zone selected',
    reach: async (world) => {
      await drawSeen(world);
      await world.page.getByRole('button', { name: /^Drop zone: New operation after/ }).click();
      await expect(world.page.getByText('Paste here with')).toBeVisible();
    },
  },
  {
    name: 'a name that is taken',
    reach: async (world) => {
      await drawSeen(world);
      await step(world.page, 'Get for Seen').click();
      await world.page.keyboard.press('F2');
      await world.page.getByRole('textbox', { name: 'Activity name' }).fill('');
    },
  },
  {
    name: 'an operation that has a schedule and sends e-mails',
    reach: async (world) => {
      const { page, client } = world;
      const operationId = await drawSeen(world);
      const schedule = { ...NIGHTLY, id: newId('sch') };
      const email = { id: newId('eml'), name: 'Alarm', settings: {} };
      const sends = { kind: 'send-email', emailId: email.id } as const;
      await client.edit(
        'Add',
        batch([
          { type: 'schedule.create', schedule },
          { type: 'operation.set-schedule', operationId, scheduleId: schedule.id },
          { type: 'email.create', email },
          { type: 'action.add', operationId, action: { condition: 'success', do: sends } },
          { type: 'action.add', operationId, action: { condition: 'fail', do: sends } },
        ]),
      );
      await page.getByRole('button', { name: 'E-mail Alarm, sent by 1.0 Seen on fail' }).click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the problems of an operation',
    reach: async (world) => {
      await drawBroken(world);
      await operation(world.page, '1.0 Broken')
        .getByRole('button', { name: /problems? in Broken/ })
        .click();
      await expect(world.page.getByText(/ends too early/)).toBeVisible();
    },
  },
  { name: 'the logs, with a run open', reach: runSeen },
];
