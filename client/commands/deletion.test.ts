import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependencies, type Reference } from '../../shared/checks/dependencies.ts';
import { apply } from '../../shared/edits/apply.ts';
import { batch } from '../../shared/edits/edit.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import type { Project } from '../../shared/project/project.ts';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { blockers, leftBehind, operationsOf, planDelete } from './deletion.ts';

const ALL = { operationsToo: true, unreferencedToo: true };
const ALONE = { operationsToo: false, unreferencedToo: false };
const project = sampleProject(2);
const workflow: Reference = { kind: 'workflow', id: 'wfl_main' };
const operation: Reference = { kind: 'operation', id: 'opn_0' };

/** Operation 1 runs operation 0, and has its Get as a step. */
const linked = apply(
  project,
  batch([
    {
      type: 'step.insert',
      operationId: 'opn_1',
      index: 0,
      step: { id: 'stp_more', kind: 'activity', componentId: 'act_get-0' },
    },
    {
      type: 'action.add',
      operationId: 'opn_1',
      action: { condition: 'success', do: { kind: 'run-operation', operationId: 'opn_0' } },
    },
  ]),
);

function planned(of: Project, things: readonly Reference[], choices: typeof ALL): Project {
  const plan = planDelete(of, things, choices);
  if (!plan) throw new Error('no plan');
  const after = apply(of, plan.edit);
  expect(apply(after, inverse(of, plan.edit)), 'undo brings everything back').toEqual(of);
  return after;
}

test('deleting an operation can take the activities along that nothing else refers to', () => {
  const shared = apply(linked, {
    type: 'action.remove',
    operationId: 'opn_1',
    slot: { condition: 'success', kind: 'run-operation' },
  });
  expect(leftBehind(shared, [operation]).map(({ name }) => name)).toEqual(['Put invoice 0']);
  expect(Object.keys(planned(shared, [operation], ALL).activities)).toEqual(['act_get-0', 'act_get-1', 'act_put-1']);
  expect(Object.keys(planned(shared, [operation], ALONE).activities)).toHaveLength(4);
});

test('what another operation runs can’t be deleted; its workflow does not keep it', () => {
  expect(blockers(linked, [operation])).toEqual([{ kind: 'operation', id: 'opn_1', name: 'Copy invoices 1' }]);
  expect(blockers(linked, [operation, { kind: 'operation', id: 'opn_1' }])).toEqual([]);
  expect(blockers(project, [operation])).toEqual([]);
});

test('deleting a workflow leaves its operations in the project, unless they are to go too', () => {
  expect(Object.keys(planned(linked, [workflow], ALONE).operations)).toEqual(['opn_0', 'opn_1']);
  const empty = planned(linked, [workflow], ALL);
  expect(empty).toMatchObject({ workflows: [], operations: {}, activities: {} });
  expect(Object.keys(empty.connections), 'connections are made to be used again').toHaveLength(1);
});

test('of a deleted workflow’s operations, those stay that another workflow’s operations run', () => {
  const elsewhere = apply(
    linked,
    batch([
      { type: 'workflow.add', workflow: { id: 'wfl_two', name: 'Two', operationIds: [] }, index: 1 },
      { type: 'operation.move', operationId: 'opn_1', workflowId: 'wfl_two', index: 0 },
    ]),
  );
  const { going, staying } = operationsOf(elsewhere, [workflow]);
  expect([going, staying.map(({ id }) => id)]).toEqual([[], ['opn_0']]);
  expect(Object.keys(planned(elsewhere, [workflow], ALL).operations)).toEqual(['opn_0', 'opn_1']);
});

test('several things go as one gesture, users before what they use', () => {
  const things: Reference[] = [
    { kind: 'connection', id: 'con_finance' },
    { kind: 'activity', id: 'act_get-0' },
    operation,
    { kind: 'operation', id: 'opn_1' },
    { kind: 'activity', id: 'act_get-1' },
  ];
  expect(blockers(linked, things).map(({ id }) => id)).toEqual(['act_put-0', 'act_put-1']);
  expect(planned(linked, things.slice(1), ALL)).toMatchObject({ operations: {}, activities: {} });
});

test('what is gone already is no plan', () => {
  expect(planDelete(project, [{ kind: 'activity', id: 'act_gone' }], ALL)).toBeNull();
});

test('whatever is not refused can be deleted in every way, leaves the project whole, and comes back', () => {
  fc.assert(
    fc.property(gestures, fc.nat(), fc.boolean(), fc.boolean(), (seeds, pick, operationsToo, unreferencedToo) => {
      let drawn = sampleProject(2);
      for (const one of seeds) {
        try {
          drawn = apply(drawn, editFrom(drawn, one));
        } catch {
          // What does not fit is left out.
        }
      }
      const { things } = dependencies(drawn);
      const chosen = things.filter((_, index) => index % 3 === pick % 3);
      for (const some of [chosen, ...things.map((thing) => [thing])]) {
        if (some.length === 0 || blockers(drawn, some).length > 0) continue;
        const after = planned(drawn, some, { operationsToo, unreferencedToo });
        const { things: left, usedBy } = dependencies(after);
        const gone = things.filter((thing) => !left.some(({ kind, id }) => kind === thing.kind && id === thing.id));
        if (!unreferencedToo) continue;
        const orphaned = left.filter(
          (thing) => thing.kind === 'activity' && usedBy(thing).length === 0 && wasUsedBy(drawn, thing, gone),
        );
        expect(orphaned, 'nothing is left behind').toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

function wasUsedBy(before: Project, thing: Reference, gone: readonly Reference[]): boolean {
  return dependencies(before)
    .usedBy(thing)
    .some((user) => gone.includes(user));
}
