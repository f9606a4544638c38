import { beforeEach, expect, test } from 'vitest';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { writeClipboard } from '../state/clipboard-data.ts';
import { rememberCopied } from '../state/clipboard-memory.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { Selected } from '../state/selected.ts';
import { copyPlanOf } from './clipboard.ts';
import { takeCopy } from './copy.ts';
import { takeCut } from './cut.ts';
import { duplicateComponent } from './duplication.ts';
import { menuEntries } from './menu-entries.ts';
import { pastePlace, pasteText } from './pasting.ts';

const project = sampleProject(2);
const step: MenuTarget = { kind: 'step', id: 'stp_get-0', place: 'canvas' };
const zone: MenuTarget = {
  kind: 'zone',
  zone: { kind: 'component', operationId: 'opn_1', index: 1 },
  place: 'canvas',
};

function show(shown: Project, selection: readonly Selected[] = []) {
  designer.setState({ project: shown, workflowId: 'wfl_main', selection, selectedZone: null, notices: [] });
}

function item(target: MenuTarget, label: string) {
  return menuEntries(target).find((entry) => entry.kind === 'item' && entry.label === label);
}

function copied(target: MenuTarget): void {
  const plan = copyPlanOf(target, designer.getState(), 'copy');
  if (!plan.ok) throw new Error(plan.reason);
  rememberCopied(writeClipboard(plan.clipboard));
}

beforeEach(() => {
  show(project);
  rememberCopied('');
});

test('a drop zone’s menu pastes, as a copy or as a reference, and says why it can’t', () => {
  copied(step);
  expect(item(zone, 'Paste')).toMatchObject({ disabledReason: null });
  expect(item(zone, 'Paste as reference')).toMatchObject({ disabledReason: null });
  copied({ kind: 'operation', id: 'opn_0', place: 'canvas' });
  expect(item(zone, 'Paste as reference')).toMatchObject({ disabledReason: expect.stringContaining('operation') });
});

test('a category offers Paste only when the clipboard holds what belongs to it', () => {
  const endpoints: MenuTarget = { kind: 'category', id: 'endpoints', place: 'components' };
  const operations: MenuTarget = { kind: 'category', id: 'operations', place: 'components' };
  expect(item(endpoints, 'Paste')).toBeUndefined();
  copied({ kind: 'activity', id: 'act_get-0', place: 'components' });
  expect(item(endpoints, 'Paste')).toBeDefined();
  expect(item(operations, 'Paste')).toBeUndefined();
});

test('copying takes the whole selection, but not the steps of operations that go as they are', () => {
  const selection: Selected[] = [
    { kind: 'operation', id: 'opn_0' },
    { kind: 'step', id: 'stp_get-0' },
  ];
  show(project, selection);
  const plan = copyPlanOf(step, designer.getState(), 'copy');
  expect(plan.ok && plan.clipboard.content).toMatchObject({ kind: 'operations', operations: [{ id: 'opn_0' }] });
  show(project, [...selection, { kind: 'step', id: 'stp_get-1' }]);
  expect(item(step, 'Copy')).toMatchObject({ disabledReason: expect.stringContaining('together') });
});

test('cutting a component that something depends on shows what does, and takes nothing', () => {
  const target: MenuTarget = { kind: 'activity', id: 'act_get-0', place: 'components' };
  expect(takeCut(target, designer.getState())).toBeNull();
  expect(designer.getState().dialog).toMatchObject({
    kind: 'delete-refused',
    dependants: [{ kind: 'operation', name: 'Copy invoices 0' }],
  });
  designer.getState().closeDialog();
});

test('pasting on a step means right of it, on an operation its end, on nothing the selected zone or the workflow’s end', () => {
  const place = (target: MenuTarget | null, kind: 'step' | 'operation' = 'step') => {
    const id = kind === 'step' ? 'stp_get-0' : 'opn_0';
    const plan = copyPlanOf({ kind, id, place: 'canvas' }, designer.getState(), 'copy');
    return plan.ok && pastePlace(target, plan.clipboard.content, designer.getState(), project);
  };
  expect(place(step)).toEqual({ kind: 'component', operationId: 'opn_0', index: 1 });
  expect(place({ kind: 'operation', id: 'opn_0', place: 'workflows' })).toMatchObject({
    operationId: 'opn_0',
    index: 2,
  });
  expect(place(step, 'operation')).toEqual({ kind: 'operation', workflowId: 'wfl_main', index: 1 });
  expect(place(null)).toEqual({ kind: 'operation', workflowId: 'wfl_main', index: 2 });
  designer.getState().selectZone({ kind: 'operation', workflowId: 'wfl_main', index: 0 });
  expect(place(null)).toEqual({ kind: 'operation', workflowId: 'wfl_main', index: 0 });
  expect(place({ kind: 'activity', id: 'act_get-0', place: 'components' })).toEqual({ kind: 'components' });
});

test('what can’t be pasted is said, and copying is announced', () => {
  pasteText('{}', zone, 'copy');
  expect(designer.getState().notices.at(-1)).toMatchObject({
    title: 'Nothing was pasted',
    text: expect.stringContaining('something else'),
  });
  expect(takeCopy(step, designer.getState())).toContain('"Get invoice 0"');
  expect(designer.getState().announcement).toContain('Copied Get invoice 0.');
});

test('a duplicated connection keeps its secret, a duplicated activity its connection', () => {
  const connection = duplicateComponent(project, 'connection', 'con_finance');
  expect(connection?.edit).toMatchObject({
    connection: { name: 'Finance S3 - Copy', settings: { secretAccessKey: { secret: 'sec_finance' } } },
  });
  const activity = duplicateComponent(project, 'activity', 'act_get-0');
  expect(activity?.edit).toMatchObject({ activity: { name: 'Get invoice 0 - Copy', connectionId: 'con_finance' } });
});
