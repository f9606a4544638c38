import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { menuEntries } from '../commands/menu-entries.ts';
import { designer } from '../state/designer.ts';
import { commandEntries } from './command-entries.ts';
import { placeEntries } from './place-entries.tsx';

function show(selection: ReturnType<typeof designer.getState>['selection']) {
  designer.setState({ project: sampleProject(2), workflowId: 'wfl_main', selection, runs: {}, lastRun: {} });
  return commandEntries(designer.getState());
}

test('everything that the menus of the selection and of the workflow offer is there, once', () => {
  const entries = show([{ kind: 'operation', id: 'opn_0' }]);
  const ids = entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const target of [
    { kind: 'operation', id: 'opn_0', place: 'canvas' } as const,
    { kind: 'workflow', id: 'wfl_main', place: 'canvas' } as const,
  ])
    for (const entry of menuEntries(target).flatMap((one) => (one.kind === 'submenu' ? one.entries : [one])))
      if (entry.kind === 'item') expect(ids).toContain(`${target.kind}:${entry.id}`);
});

test('a command acts where the thing is drawn, and says on what', () => {
  const rename = show([{ kind: 'operation', id: 'opn_0' }]).find(({ id }) => id === 'operation:rename');
  expect(rename).toMatchObject({ detail: 'Copy invoices 0', shortcut: 'F2' });
  rename?.run();
  expect(designer.getState().renaming).toMatchObject({ kind: 'operation', id: 'opn_0', place: 'canvas' });
});

test('what can not be done says why', () => {
  const undo = show([]).find(({ id }) => id.endsWith(':undo'));
  expect(undo?.disabledReason).toBe('There is nothing to undo.');
});

test('every workflow, operation, activity and connection is a place to go to', () => {
  const project = sampleProject(2);
  const ids = new Set(placeEntries(project, descriptors).map(({ id }) => id));
  const items = [
    ...project.workflows,
    ...Object.values(project.operations),
    ...Object.values(project.activities),
    ...Object.values(project.connections),
  ];
  for (const { id } of items) expect(ids).toContain(`go:${id}`);
});
