import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { nameOf } from './item-name.ts';
import { planRename } from './rename-plan.ts';
import type { Selected } from './selected.ts';

const project = sampleProject(2);

test('every kind of thing can be renamed; a step’s name is its activity’s', () => {
  const items: Selected[] = [
    { kind: 'workflow', id: 'wfl_main' },
    { kind: 'operation', id: 'opn_0' },
    { kind: 'step', id: 'stp_get-0' },
    { kind: 'activity', id: 'act_put-0' },
    { kind: 'connection', id: 'con_finance' },
  ];
  for (const item of items) {
    const plan = planRename(project, item, ' Another name ');
    if (plan.problem !== null || !plan.edit) throw new Error('refused');
    expect(nameOf(item, apply(project, plan.edit))).toBe('Another name');
  }
});

test('a name that another of the kind has is refused; upper and lower case make no difference', () => {
  expect(planRename(project, { kind: 'operation', id: 'opn_0' }, 'copy INVOICES 1').problem).toBe(
    'There is already an operation named "copy INVOICES 1".',
  );
  expect(planRename(project, { kind: 'activity', id: 'act_get-0' }, 'Put invoice 0').problem).toBeNull();
});

test('a name of the wrong form is refused, and the old name is no change', () => {
  expect(planRename(project, { kind: 'operation', id: 'opn_0' }, 'a/b').problem).toMatch(/forward slash/);
  expect(planRename(project, { kind: 'operation', id: 'opn_0' }, 'Copy invoices 0')).toMatchObject({ edit: null });
});
