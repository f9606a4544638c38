import { expect, test } from 'vitest';
import { dependencies } from '../../shared/checks/dependencies.ts';
import { apply } from '../../shared/edits/apply.ts';
import { batch } from '../../shared/edits/edit.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { dependencyRows } from './dependency-rows.ts';

test('operations stand in the order of their numbers, those in no workflow last; the rest by name', () => {
  const project = apply(
    sampleProject(12),
    batch([
      { type: 'operation.move', operationId: 'opn_11', workflowId: 'wfl_main', index: 0 },
      { type: 'operation.remove', operationId: 'opn_3' },
    ]),
  );
  const { things } = dependencies(project);
  const operations = dependencyRows(
    project,
    things.filter(({ kind }) => kind === 'operation'),
  );
  expect(operations.slice(0, 2).map(({ number, name }) => `${number} ${name}`)).toEqual([
    '1.0 Copy invoices 11',
    '1.1 Copy invoices 0',
  ]);
  expect(operations.at(-1)).toEqual({ kind: 'operation', id: 'opn_3', name: 'Copy invoices 3' });
  const activities = dependencyRows(
    project,
    things.filter(({ kind }) => kind === 'activity'),
  );
  expect(activities.slice(0, 3).map(({ name }) => name)).toEqual(['Get invoice 0', 'Get invoice 1', 'Get invoice 2']);
  expect(activities[10]?.name).toBe('Get invoice 10');
});
