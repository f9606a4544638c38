import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { apply } from '../../shared/edits/apply.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { planDrop } from './drop-plan.ts';
import { type DragItem, type DropZone, dropZonesFor } from './drop-zones.ts';

const project = sampleProject(3);
const inWorkflow = (index: number): DropZone => ({ kind: 'operation', workflowId: 'wfl_main', index });
const inOperation = (operationId: string, index: number): DropZone => ({ kind: 'component', operationId, index });

function drop(item: DragItem, zone: DropZone, on: Project = project) {
  const plan = planDrop(on, descriptors, item, zone);
  if (!plan.ok) throw new Error(plan.reason);
  return { plan, after: plan.edit ? apply(on, plan.edit) : on };
}

const stepsOf = (of: Project, operationId: string) => of.operations[operationId]?.steps.map((step) => step.id);

test('an activity type dropped between operations makes activity, operation and step in one edit', () => {
  const item: DragItem = { kind: 'activity-type', connectionId: 'con_finance', type: 'get-object' };
  const { plan, after } = drop(item, inWorkflow(1));
  const operationId = after.workflows[0]?.operationIds[1] ?? '';
  const step = after.operations[operationId]?.steps[0];
  expect(after.operations[operationId]).toMatchObject({ name: 'New Operation', steps: [{ kind: 'activity' }] });
  expect(after.activities[step?.componentId ?? '']).toMatchObject({ name: 'Get Object', configured: false });
  expect(plan).toMatchObject({ select: { kind: 'step', id: step?.id }, rename: true, label: 'Add Get Object' });
});

test('a second one of the same type gets the next free name', () => {
  const item: DragItem = { kind: 'activity-type', connectionId: 'con_finance', type: 'put-object' };
  const once = drop(item, inOperation('opn_0', 2)).after;
  const twice = drop(item, inWorkflow(0), once).after;
  const names = Object.values(twice.activities).map((activity) => activity.name);
  expect(names).toContain('Put Object');
  expect(names).toContain('Put Object (1)');
  expect(Object.values(twice.operations).map((operation) => operation.name)).toContain('New Operation');
});

test('an activity dropped left of a step becomes a second reference to it', () => {
  const { after } = drop({ kind: 'activity', activityId: 'act_get-2' }, inOperation('opn_0', 0));
  expect(after.operations.opn_0?.steps.map((step) => step.componentId)).toEqual([
    'act_get-2',
    'act_get-0',
    'act_put-0',
  ]);
  expect(Object.keys(after.activities)).toEqual(Object.keys(project.activities));
});

test('a step moves within its operation, to another one, and into a new one', () => {
  const item: DragItem = { kind: 'step', stepId: 'stp_get-0' };
  expect(stepsOf(drop(item, inOperation('opn_0', 2)).after, 'opn_0')).toEqual(['stp_put-0', 'stp_get-0']);
  const elsewhere = drop(item, inOperation('opn_1', 1)).after;
  expect(stepsOf(elsewhere, 'opn_0')).toEqual(['stp_put-0']);
  expect(stepsOf(elsewhere, 'opn_1')).toEqual(['stp_get-1', 'stp_get-0', 'stp_put-1']);
  const alone = drop(item, inWorkflow(3)).after;
  expect(stepsOf(alone, alone.workflows[0]?.operationIds[3] ?? '')).toEqual(['stp_get-0']);
});

test('an operation is reordered, and can be put back where it was in no workflow', () => {
  const item: DragItem = { kind: 'operation', operationId: 'opn_0' };
  expect(drop(item, inWorkflow(3)).after.workflows[0]?.operationIds).toEqual(['opn_1', 'opn_2', 'opn_0']);
  const orphaned = apply(project, { type: 'operation.remove', operationId: 'opn_0' });
  expect(drop(item, inWorkflow(2), orphaned).after.workflows[0]?.operationIds).toEqual(['opn_1', 'opn_2', 'opn_0']);
});

test('what is dropped where it stands already is no edit', () => {
  for (const index of [0, 1]) {
    expect(drop({ kind: 'step', stepId: 'stp_get-0' }, inOperation('opn_0', index)).plan.edit).toBeNull();
    expect(drop({ kind: 'operation', operationId: 'opn_0' }, inWorkflow(index)).plan.edit).toBeNull();
  }
});

test('an operation does not go into an operation, and what is gone goes nowhere', () => {
  const refusal = planDrop(project, descriptors, { kind: 'operation', operationId: 'opn_0' }, inOperation('opn_1', 0));
  expect(refusal).toEqual({ ok: false, reason: 'An operation can’t stand inside another operation.' });
  const gone = planDrop(project, descriptors, { kind: 'step', stepId: 'stp_gone' }, inWorkflow(0));
  expect(gone.ok).toBe(false);
});

test('an item ends up exactly in the zone that it was dropped on', () => {
  const items: DragItem[] = [
    { kind: 'step', stepId: 'stp_put-1' },
    { kind: 'operation', operationId: 'opn_1' },
    { kind: 'activity', activityId: 'act_get-0' },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...items), fc.nat(), (item, pick) => {
      const zones = dropZonesFor(item, project, 'wfl_main', {});
      const zone = zones[pick % zones.length];
      if (!zone) throw new Error('no zone');
      const { plan, after } = drop(item, zone);
      const row = plan.select.kind === 'step' ? findStep(after, plan.select.id) : null;
      const operationId = row?.operation.id ?? plan.select.id;
      if (zone.kind === 'operation') {
        const place = placeOf(after, operationId)?.index ?? -1;
        const ids = after.workflows[0]?.operationIds ?? [];
        const before = project.workflows[0]?.operationIds.slice(0, zone.index).filter((id) => id !== operationId);
        expect(ids.slice(0, place)).toEqual(before);
      } else {
        expect(operationId).toBe(zone.operationId);
        const before = stepsOf(project, zone.operationId)
          ?.slice(0, zone.index)
          .filter((id) => id !== plan.select.id);
        expect(row?.operation.steps.slice(0, row.index).map((step) => step.id)).toEqual(before);
      }
    }),
  );
});
