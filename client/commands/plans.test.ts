import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { copyName } from '../../shared/project/name.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { duplicateOperation } from './duplication.ts';

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
