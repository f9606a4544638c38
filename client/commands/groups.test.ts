import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import type { Edit } from '../../shared/edits/edit.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import type { Project } from '../../shared/project/project.ts';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { groupNameProblem, membersOf, planAdd, planNewGroup } from './grouping.ts';
import { planDeleteUnused, unusedIn } from './unused.ts';

const GET = { kind: 'activity', id: 'act_get-0' } as const;

function withGroup(): Project {
  return apply(sampleProject(1), {
    type: 'group.create',
    group: { id: 'cgr_a', name: 'Finance', members: [{ kind: 'operation', id: 'opn_0' }] },
  });
}

test('a step stands for its component; what can’t be in a group is left out; nothing is there twice', () => {
  const items = [
    { kind: 'step', id: 'stp_get-0' },
    { kind: 'activity', id: 'act_get-0' },
    { kind: 'connection', id: 'con_finance' },
    { kind: 'workflow', id: 'wfl_main' },
    { kind: 'operation', id: 'opn_0' },
  ] as const;
  expect(membersOf(items, sampleProject(1))).toEqual([GET, { kind: 'operation', id: 'opn_0' }]);
});

test('only what a group does not have yet is added, at its end', () => {
  const project = withGroup();
  const plan = planAdd(project, 'cgr_a', [{ kind: 'operation', id: 'opn_0' }, GET]);
  expect(plan?.label).toBe('Add Get invoice 0 to Finance');
  const after = plan ? apply(project, plan.edit) : project;
  expect(after.groups.cgr_a?.members).toEqual([{ kind: 'operation', id: 'opn_0' }, GET]);
  expect(planAdd(after, 'cgr_a', [GET])).toBeNull();
  expect(planAdd(after, 'cgr_gone', [GET])).toBeNull();
});

test('a new group holds what it is made of, under a name of its own', () => {
  const project = withGroup();
  const after = apply(project, planNewGroup(project, 'Nightly', [GET]).edit);
  expect(Object.values(after.groups).map(({ name, members }) => [name, members.length])).toEqual([
    ['Finance', 1],
    ['Nightly', 1],
  ]);
  expect(groupNameProblem(after, 'NIGHTLY')).toBe('There is already a group named "NIGHTLY".');
  expect(groupNameProblem(after, '')).toBe('Enter a name.');
  expect(groupNameProblem(after, 'Weekly')).toBeNull();
});

test('what is unused is what nothing refers to, by category', () => {
  const project = apply(sampleProject(1), { type: 'step.remove', stepId: 'stp_get-0' });
  expect(unusedIn(project, 'endpoints').map(({ id }) => id)).toEqual(['act_get-0']);
  expect(unusedIn(project, 'operations')).toEqual([]);
  expect(unusedIn(project, 'groups')).toEqual([]);
  expect(planDeleteUnused([])).toBeNull();
});

test('all that is unused in a category can always be deleted at once, and comes back with one undo', () => {
  fc.assert(
    fc.property(gestures, fc.constantFrom('endpoints' as const, 'operations' as const), (seeds, category) => {
      const project = seeds.reduce((next, one) => applied(next, editFrom(next, one)), sampleProject(2));
      const plan = planDeleteUnused(unusedIn(project, category));
      if (!plan) return;
      const after = apply(project, plan.edit);
      expect(apply(after, inverse(project, plan.edit))).toEqual(project);
    }),
    { numRuns: 60 },
  );
});

function applied(project: Project, edit: Edit): Project {
  try {
    return apply(project, edit);
  } catch {
    return project;
  }
}
