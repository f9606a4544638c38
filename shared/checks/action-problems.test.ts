import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { apply } from '../edits/apply.ts';
import { actionsOf } from '../project/operation.ts';
import { emptyProject, type Project } from '../project/project.ts';
import { fingerprint, snapshotOf } from '../project/snapshot.ts';
import { actionProblems } from './action-problems.ts';

/** A project in which each operation runs others, whatever edits would say to that. */
function linked(count: number, links: readonly [from: number, condition: 'success' | 'fail', to: number][]): Project {
  const project = sampleProject(count);
  const operations = { ...project.operations };
  for (const [from, condition, to] of links) {
    const operation = operations[`opn_${from}`];
    if (!operation) continue;
    const action = { condition, do: { kind: 'run-operation' as const, operationId: `opn_${to}` } };
    operations[operation.id] = { ...operation, actions: [...actionsOf(operation), action] };
  }
  return { ...project, operations };
}

test('an action that runs what is not there is an error of its operation', () => {
  expect(actionProblems(linked(2, [[0, 'fail', 7]]))).toEqual([
    {
      code: 'action-target-missing',
      severity: 'error',
      item: { kind: 'operation', id: 'opn_0' },
      message: 'The operation "Copy invoices 0" runs, on fail, an operation that is not in the project.',
      fix: 'Remove its action On fail, or choose another operation.',
    },
  ]);
});

test('operations that run one another for ever are named in their order', () => {
  const found = actionProblems(
    linked(4, [
      [0, 'success', 1],
      [1, 'success', 2],
      [2, 'fail', 1],
      [3, 'success', 0],
    ]),
  );
  expect(found.map(({ item, message }) => [item.id, message])).toEqual([
    ['opn_1', 'These operations run one another for ever: "Copy invoices 1" → "Copy invoices 2" → "Copy invoices 1".'],
  ]);
});

test('a long chain, and one operation run by many, are no circle', () => {
  const chain = Array.from(
    { length: 4999 },
    (_, index) => [index, 'success', index + 1] as [number, 'success', number],
  );
  const star = Array.from({ length: 4999 }, (_, index) => [index, 'fail', 4999] as [number, 'fail', number]);
  expect(actionProblems(linked(5000, [...chain, ...star]))).toEqual([]);
});

test('what edits make has no problem with its actions', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      let project = emptyProject('Test');
      for (const one of seeds) {
        try {
          project = apply(project, editFrom(project, one));
        } catch {
          continue;
        }
        expect(actionProblems(project)).toEqual([]);
      }
    }),
  );
});

test('an action is part of what is deployed; without one the fingerprint is what it always was', () => {
  const plain = sampleProject(2);
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: 'opn_1' } };
  const withAction = apply(plain, { type: 'action.add', operationId: 'opn_0', action });
  const slot = { condition: 'success' as const, kind: 'run-operation' as const };
  const without = apply(withAction, { type: 'action.remove', operationId: 'opn_0', slot });
  const marks = [plain, withAction, without].map((project) => fingerprint(snapshotOf(project, 'opn_0')));
  expect(marks[1]).not.toBe(marks[0]);
  expect(marks[2]).toBe(marks[0]);
});
