import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Run } from '../../shared/runs/run.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { commandOf, commands } from './commands.ts';
import { menuEntries } from './menu-entries.ts';
import { LINE, menus } from './menus.ts';
import { isPressed } from './shortcuts.ts';

const RUN: Run = {
  id: 'run_a',
  projectId: 'prj_sample',
  operationId: 'opn_0',
  operationName: 'Copy invoices 0',
  parentRunId: null,
  deploymentId: 'dep_a',
  state: 'Running',
  agentName: null,
  attempt: 1,
  submittedAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  steps: [],
  bytes: 0,
  objects: 0,
  messageCount: 0,
  lastMessage: null,
};

function show(project: Project, state: Partial<ReturnType<typeof designer.getState>> = {}) {
  designer.setState({ project, workflowId: 'wfl_main', selection: [], runs: {}, lastRun: {}, ...state });
}

function offered(target: MenuTarget): string[] {
  return menuEntries(target).flatMap((entry) => {
    if (entry.kind === 'submenu')
      return entry.entries.map((one) => `${entry.label} ▸ ${one.kind === 'item' ? one.label : ''}`);
    return entry.kind === 'item' ? [entry.label] : [];
  });
}

test('the tables name only commands that exist, and every command has its own id', () => {
  const rows = Object.values(menus).flatMap((places) => Object.values(places).flat());
  const ids = rows.flatMap((row) => (typeof row === 'string' ? [row] : row.commands)).filter((id) => id !== LINE);
  for (const id of ids) expect(commandOf(id).id).toBe(id);
  expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
});

test('an operation on the canvas offers what can be done with it', () => {
  show(sampleProject(2));
  expect(offered({ kind: 'operation', id: 'opn_0', place: 'canvas' })).toEqual([
    'Settings',
    'Cut',
    'Copy',
    'Duplicate ▸ With step references',
    'Duplicate ▸ With step copies',
    'Deploy ▸ Deploy',
    'Deploy ▸ Deploy and run',
    'Deploy ▸ Configurable deploy',
    'Run',
    'Run with values…',
    'View logs',
    'Rename',
    'Actions ▸ On success run…',
    'Actions ▸ On fail run…',
    'View dependencies',
    'Add to group',
    'Move down',
    'Move to…',
    'Remove',
    'Delete',
  ]);
});

test('a run can be canceled while it is going, and not twice', () => {
  show(sampleProject(1), { runs: { run_a: RUN }, lastRun: { opn_0: 'run_a' } });
  const target: MenuTarget = { kind: 'operation', id: 'opn_0', place: 'canvas' };
  expect(offered(target)).toContain('Cancel run');
  const asked: Run = { ...RUN, state: 'Cancel requested' };
  show(sampleProject(1), { runs: { run_a: asked }, lastRun: { opn_0: 'run_a' } });
  expect(menuEntries(target)).toContainEqual(
    expect.objectContaining({ label: 'Cancel run', disabledReason: 'It is being canceled already.' }),
  );
});

test('a step can be removed but not deleted, and moves only where there is room', () => {
  show(sampleProject(1));
  const items = offered({ kind: 'step', id: 'stp_get-0', place: 'canvas' });
  expect(items).toContain('Remove');
  expect(items).not.toContain('Delete');
  expect(items).toContain('Move right');
  expect(items).not.toContain('Move left');
});

test('an operation in no workflow can be added to one, and not removed', () => {
  show(apply(sampleProject(1), { type: 'operation.remove', operationId: 'opn_0' }));
  const items = offered({ kind: 'operation', id: 'opn_0', place: 'components' });
  expect(items).toContain('Add to workflow…');
  expect(items).not.toContain('Remove');
});

test('lines stand only between items', () => {
  show(sampleProject(1));
  for (const place of ['canvas', 'workflows', 'components', 'palette'] as const)
    for (const target of targets(place)) {
      const kinds = menuEntries(target).map((entry) => (entry.kind === 'separator' ? '-' : 'x'));
      expect(kinds.join('')).not.toMatch(/^-|--|-$/);
    }
});

function targets(place: MenuTarget['place']): MenuTarget[] {
  return [
    { kind: 'operation', id: 'opn_0', place },
    { kind: 'step', id: 'stp_get-0', place },
    { kind: 'workflow', id: 'wfl_main', place },
    { kind: 'connection', id: 'con_finance', place },
    { kind: 'activity', id: 'act_get-0', place },
    { kind: 'activity-type', connectionId: 'con_finance', type: 'get-object', place },
  ];
}

test('delete is refused, with what depends on it, while something does', () => {
  show(sampleProject(1));
  const target: MenuTarget = { kind: 'activity', id: 'act_get-0', place: 'components' };
  commandOf('delete').run(target, designer.getState());
  expect(designer.getState().dialog).toMatchObject({
    kind: 'delete-refused',
    dependants: [{ kind: 'operation', name: 'Copy invoices 0' }],
  });
  designer.getState().closeDialog();
});

test('a key press is a shortcut only with exactly its modifiers', () => {
  const press = { key: 'z', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
  expect(isPressed('Mod+Z', press)).toBe(true);
  expect(isPressed('Mod+Z', { ...press, ctrlKey: false, metaKey: true })).toBe(true);
  expect(isPressed('Mod+Shift+Z', press)).toBe(false);
  expect(isPressed('Mod+Z', { ...press, shiftKey: true })).toBe(false);
});
