import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import type { OperationAction } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { actionOf, actionProblem, firstFree, operationsToRun, withAction, withoutSlot } from './action-choices.ts';
import { newSchedule, type SettingsDraft, settingsDraft, settingsEdit } from './settings-draft.ts';
import { wrongTabs } from './settings-problems.ts';

const NOW = new Date('2026-11-22T17:30:00Z');
const email = { id: 'eml_a', name: 'Tell the team', settings: {} };
const project = apply(sampleProject(3), { type: 'email.create', email });
const runs = (operationId: string, condition: OperationAction['condition'] = 'success'): OperationAction => ({
  condition,
  do: { kind: 'run-operation', operationId },
});
const sends: OperationAction = { condition: 'fail', do: { kind: 'send-email', emailId: 'eml_a' } };

function operationOf(of: Project, id: string) {
  const operation = of.operations[id];
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

const before = operationOf(project, 'opn_0');
const draft = settingsDraft(before, NOW);
const full: SettingsDraft = {
  options: { ...draft.options, timeOut: '5', unit: 'minutes', attempts: '2' },
  actions: [runs('opn_1'), sends],
  schedule: newSchedule(project, NOW, 'Europe/Berlin'),
};

test('settings that were not changed need no edit', () => {
  expect(settingsEdit(before, draft, NOW)).toBeNull();
});

test('all that was changed is one edit, and its inverse takes back all of it', () => {
  const plan = settingsEdit(before, full, NOW);
  if (!plan) throw new Error('no edit');
  expect(plan.label).toBe('Change settings of Copy invoices 0');
  const after = apply(project, plan.edit);
  const schedule = Object.values(after.schedules)[0];
  expect(schedule).toMatchObject({ name: 'New Schedule', timeZone: 'Europe/Berlin' });
  expect(operationOf(after, 'opn_0')).toMatchObject({
    options: { timeOut: { amount: 5, unit: 'minutes' }, retries: { attempts: 2 } },
    actions: [runs('opn_1'), sends],
    scheduleId: schedule?.id,
  });
  expect(apply(after, inverse(project, plan.edit))).toEqual(project);

  const back = settingsEdit(operationOf(after, 'opn_0'), draft, NOW);
  if (!back) throw new Error('no edit');
  expect(operationOf(apply(after, back.edit), 'opn_0')).toEqual(before);
});

test('an action that leads to another operation is changed where it stands', () => {
  const linked = apply(project, { type: 'action.add', operationId: 'opn_0', action: runs('opn_1') });
  const changed = { ...settingsDraft(operationOf(linked, 'opn_0'), NOW), actions: [runs('opn_2')] };
  const plan = settingsEdit(operationOf(linked, 'opn_0'), changed, NOW);
  expect(plan?.edit).toEqual({ type: 'action.change', operationId: 'opn_0', action: runs('opn_2') });
});

test('actions fill the four places in their order, each once', () => {
  let actions: readonly OperationAction[] = [];
  const filled: string[] = [];
  for (let free = firstFree(actions); free; free = firstFree(actions)) {
    filled.push(`${free.condition} ${free.kind}`);
    actions = withAction(actions, actionOf({ ...free, targetId: 'any' }));
  }
  expect(filled).toEqual(['success run-operation', 'success send-email', 'fail run-operation', 'fail send-email']);
  const less = withoutSlot(actions, { condition: 'success', kind: 'send-email' });
  expect(firstFree(less)).toEqual({ condition: 'success', kind: 'send-email', targetId: '' });
});

test('an operation that leads back can be found, and is refused with all the names of the circle', () => {
  const one = apply(project, { type: 'action.add', operationId: 'opn_1', action: runs('opn_2', 'fail') });
  const chain = apply(one, { type: 'action.add', operationId: 'opn_2', action: runs('opn_0') });
  expect(operationsToRun(chain, 'opn_0').map(({ label }) => label)).toEqual([
    '1.1 Copy invoices 1',
    '1.2 Copy invoices 2',
  ]);
  expect(actionProblem(chain, 'opn_0', runs('opn_1'))).toBe(
    'These operations would run one another for ever: “Copy invoices 0” → “Copy invoices 1” → “Copy invoices 2” → “Copy invoices 0”.',
  );
  expect(actionProblem(project, 'opn_0', runs('opn_1'))).toBeNull();
  expect(actionProblem(project, 'opn_0', runs('opn_0'))).toMatch(/for ever/);
  expect(actionProblem(project, 'opn_0', runs('opn_gone'))).toMatch(/no longer/);
});

test('what keeps the settings from being saved is told tab by tab', () => {
  expect(wrongTabs(project, 'opn_0', full, NOW)).toEqual([]);
  const wrong: SettingsDraft = {
    options: { ...full.options, timeOut: '' },
    actions: [runs('opn_gone')],
    schedule: { kind: 'shared', id: 'sch_gone' },
  };
  expect(wrongTabs(project, 'opn_0', wrong, NOW)).toEqual(['schedules', 'actions', 'options']);
});
