import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { apply } from '../../shared/edits/apply.ts';
import { simpleEdits } from '../../shared/edits/edit.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { planDrop } from './drop-plan.ts';
import { type DragItem, type DropZone, dropZonesFor } from './drop-zones.ts';

const project = sampleProject(4);
const STEPS = Object.values(project.operations).flatMap((operation) => operation.steps.map((step) => step.id));
const OPERATIONS = project.workflows[0]?.operationIds ?? [];

function drop(item: DragItem, zone: DropZone) {
  const plan = planDrop(project, descriptors, item, zone);
  if (!plan.ok) throw new Error(plan.reason);
  return { plan, after: plan.edit ? apply(project, plan.edit) : project };
}

const item = (kind: 'step' | 'operation', [first = '', ...others]: readonly string[]): DragItem =>
  kind === 'step' ? { kind, stepId: first, others } : { kind, operationId: first, others };

test('several steps dropped between operations make one new operation, in their own order', () => {
  const zone: DropZone = { kind: 'operation', workflowId: 'wfl_main', index: 1 };
  const { plan, after } = drop(item('step', ['stp_put-2', 'stp_get-0']), zone);
  const made = after.operations[after.workflows[0]?.operationIds[1] ?? ''];
  expect(made?.steps.map((step) => step.id)).toEqual(['stp_get-0', 'stp_put-2']);
  expect(plan.label).toBe('Move 2 steps');
});

test('several operations move as one, and not into another operation', () => {
  const zone: DropZone = { kind: 'operation', workflowId: 'wfl_main', index: 4 };
  const { after } = drop(item('operation', ['opn_2', 'opn_0']), zone);
  expect(after.workflows[0]?.operationIds).toEqual(['opn_1', 'opn_3', 'opn_0', 'opn_2']);
  const inside: DropZone = { kind: 'component', operationId: 'opn_1', index: 0 };
  expect(planDrop(project, descriptors, item('operation', ['opn_2', 'opn_0']), inside).ok).toBe(false);
});

test('wherever several are dropped, they stand together in order, and all others keep theirs', () => {
  const several = fc.oneof(
    fc.record({ kind: fc.constant('step' as const), ids: fc.subarray(STEPS, { minLength: 2 }) }),
    fc.record({ kind: fc.constant('operation' as const), ids: fc.subarray(OPERATIONS, { minLength: 2 }) }),
  );
  fc.assert(
    fc.property(several, fc.nat(), ({ kind, ids }, pick) => {
      const dragged = item(kind, ids.toReversed());
      const zones = dropZonesFor(dragged, project, 'wfl_main', {});
      const zone = zones[pick % zones.length];
      if (!zone) throw new Error('no zone');
      const { plan, after } = drop(dragged, zone);
      const ordered = (of: typeof project) =>
        kind === 'operation'
          ? (of.workflows[0]?.operationIds ?? [])
          : (of.workflows[0]?.operationIds ?? []).flatMap(
              (id) => of.operations[id]?.steps.map((step) => step.id) ?? [],
            );
      const rest = (list: readonly string[]) => list.filter((id) => !ids.includes(id));
      expect(rest(ordered(after))).toEqual(rest(ordered(project)));
      const start = ordered(after).indexOf(ids[0] ?? '');
      expect(ordered(after).slice(start, start + ids.length)).toEqual(ids);
      if (plan.edit) expect(simpleEdits(plan.edit).length).toBeGreaterThan(0);
    }),
  );
});
