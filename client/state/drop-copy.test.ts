import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { planDropCopy } from './drop-copy.ts';

const project = sampleProject(2);

test('a step dropped with Ctrl stays where it is, and a copy of it stands where it was dropped', () => {
  const plan = planDropCopy(
    project,
    descriptors,
    { kind: 'step', stepId: 'stp_get-0' },
    { kind: 'component', operationId: 'opn_1', index: 0 },
  );
  if (!plan?.ok || !plan.edit) throw new Error('no plan');
  const after = apply(project, plan.edit);
  expect(plan.label).toBe('Copy Get invoice 0');
  expect(after.operations.opn_0).toEqual(project.operations.opn_0);
  const first = after.operations.opn_1?.steps[0];
  expect(after.activities[first?.componentId ?? '']?.name).toBe('Get invoice 0 - Copy');
});

test('several operations are copied in their order; into an operation none can be', () => {
  const item = { kind: 'operation', operationId: 'opn_1', others: ['opn_0'] } as const;
  const plan = planDropCopy(project, descriptors, item, { kind: 'operation', workflowId: 'wfl_main', index: 2 });
  if (!plan?.ok || !plan.edit) throw new Error('no plan');
  const after = apply(project, plan.edit);
  expect(after.workflows[0]?.operationIds.map((id) => after.operations[id]?.name)).toEqual([
    'Copy invoices 0',
    'Copy invoices 1',
    'Copy invoices 0 - Copy',
    'Copy invoices 1 - Copy',
  ]);
  expect(planDropCopy(project, descriptors, item, { kind: 'component', operationId: 'opn_0', index: 0 })).toMatchObject(
    {
      ok: false,
    },
  );
});
