import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { planDelete } from './deletion.ts';
import { copyName, duplicateOperation } from './duplication.ts';

const project = sampleProject(2);

test('a duplicate stands right after the original, with the same components or with copies of them', () => {
  const references = duplicateOperation(project, 'opn_0', 'references');
  const copies = duplicateOperation(project, 'opn_0', 'copies');
  if (!references || !copies) throw new Error('no duplicate');
  const same = apply(project, references.edit);
  expect(same.workflows[0]?.operationIds).toEqual(['opn_0', references.select.id, 'opn_1']);
  expect(same.operations[references.select.id]).toMatchObject({
    name: 'Copy invoices 0 - Copy',
    steps: [{ componentId: 'act_get-0' }, { componentId: 'act_put-0' }],
  });
  const own = apply(project, copies.edit);
  const names = own.operations[copies.select.id]?.steps.map((step) => own.activities[step.componentId]?.name);
  expect(names).toEqual(['Get invoice 0 - Copy', 'Put invoice 0 - Copy']);
});

test('copies are named X - Copy, then X - Copy (1), and never too long', () => {
  expect(copyName('X', [])).toBe('X - Copy');
  expect(copyName('X', ['X - Copy'])).toBe('X - Copy (1)');
  expect(copyName('x'.repeat(128), []).length).toBeLessThanOrEqual(128);
});

test('deleting an operation can take the activities along that nothing else refers to', () => {
  const shared = apply(project, {
    type: 'step.insert',
    operationId: 'opn_1',
    index: 0,
    step: { id: 'stp_more', kind: 'activity', componentId: 'act_get-0' },
  });
  const plan = planDelete(shared, { kind: 'operation', id: 'opn_0' }, true);
  if (!plan) throw new Error('no plan');
  const after = apply(shared, plan.edit);
  expect(Object.keys(after.activities)).toEqual(['act_get-0', 'act_get-1', 'act_put-1']);
  expect(apply(after, inverse(shared, plan.edit))).toEqual(shared);
});

test('deleting a workflow leaves its operations in the project, unless they are to go too', () => {
  const kept = planDelete(project, { kind: 'workflow', id: 'wfl_main' }, false);
  const gone = planDelete(project, { kind: 'workflow', id: 'wfl_main' }, true);
  expect(kept && Object.keys(apply(project, kept.edit).operations)).toEqual(['opn_0', 'opn_1']);
  expect(gone && apply(project, gone.edit).operations).toEqual({});
});

test('a step can’t be deleted', () => {
  expect(planDelete(project, { kind: 'step', id: 'stp_get-0' }, false)).toBeNull();
});
