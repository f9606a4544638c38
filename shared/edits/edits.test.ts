import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFrom, gesture, gestures, type Seed } from '../../testing/project/random-edits.ts';
import { componentsOf } from '../project/component.ts';
import { emailsSent, runsNext } from '../project/operation.ts';
import { emptyProject, Project } from '../project/project.ts';
import { chainTo } from './actions.ts';
import { apply } from './apply.ts';
import { conflicts } from './conflicts.ts';
import { Edit } from './edit.ts';
import { EditError } from './edit-error.ts';
import { inverse } from './inverse.ts';

const start = emptyProject('Test', 'prj_test');

/** The project after every edit that applies; `each` sees the ones that do, with the project before them. */
function play(seeds: readonly Seed[][], each: (before: Project, edit: Edit, after: Project) => void) {
  let project = start;
  for (const one of seeds) {
    const edit = Edit.parse(editFrom(project, one));
    const after = tryApply(project, edit);
    if (!after) continue;
    each(project, edit, after);
    project = after;
  }
  return project;
}

function tryApply(project: Project, edit: Edit): Project | null {
  try {
    return apply(project, edit);
  } catch (error) {
    expect(error).toBeInstanceOf(EditError);
    return null;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** What the document promises beyond its schema. */
function expectWhole(project: Project) {
  expect(Project.parse(project)).toEqual(project);
  const placed = project.workflows.flatMap((workflow) => workflow.operationIds);
  expect(new Set(placed).size).toBe(placed.length);
  for (const id of placed) expect(project.operations).toHaveProperty(id);
  const steps = Object.values(project.operations).flatMap((operation) => operation.steps);
  expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
  for (const step of steps) expect(project.activities).toHaveProperty(step.componentId);
  for (const operation of Object.values(project.operations))
    for (const next of runsNext(operation)) {
      expect(project.operations).toHaveProperty(next.operationId);
      expect(chainTo(project, next.operationId, operation.id)).toBeNull();
    }
  for (const operation of Object.values(project.operations)) {
    for (const { emailId } of emailsSent(operation)) expect(project.emails).toHaveProperty(emailId);
    if (operation.scheduleId !== undefined) expect(project.schedules).toHaveProperty(operation.scheduleId);
  }
  for (const activity of Object.values(project.activities))
    expect(project.connections).toHaveProperty(activity.connectionId);
  for (const group of Object.values(project.groups)) {
    expect(new Set(group.members.map(({ id }) => id)).size).toBe(group.members.length);
    for (const { kind, id } of group.members) expect(componentsOf(project, kind)).toHaveProperty(id);
  }
  const { operations, activities, connections, groups, variables, emails, schedules } = project;
  for (const part of [operations, activities, connections, groups, variables, emails, schedules])
    for (const [id, thing] of Object.entries(part)) expect(thing.id).toBe(id);
  expect(new Set(project.workflows.map((workflow) => workflow.id)).size).toBe(project.workflows.length);
}

test('any edits keep the document whole', () => {
  fc.assert(fc.property(gestures, (seeds) => expectWhole(play(seeds, () => {}))));
});

test('the random edits reach everything there is to edit', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(gestures, (seeds) => {
      play(seeds, (_, edit) => {
        for (const one of edit.type === 'batch' ? edit.edits : [edit]) seen.add(one.type);
      });
    }),
    { seed: 7 },
  );
  expect(seen.size).toBe(39);
});

test('an edit changes nothing of the project that it is given', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      play(seeds, (before, edit) => apply(deepFreeze(before), deepFreeze(edit)));
    }),
  );
});

test('the inverse of an edit takes it back, and the inverse of that does it again', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      play(seeds, (before, edit, after) => {
        const back = inverse(before, edit);
        expect(Edit.parse(back)).toEqual(back);
        expect(apply(after, back)).toEqual(before);
        expect(apply(before, inverse(after, back))).toEqual(after);
      });
    }),
  );
});

test('taking back every edit, the last first, returns the start', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      const backs: Edit[] = [];
      const end = play(seeds, (before, edit) => backs.unshift(inverse(before, edit)));
      expect(backs.reduce(apply, end)).toEqual(start);
    }),
  );
});

test('conflicts are mutual, and an edit that replaces something conflicts with itself', () => {
  fc.assert(
    fc.property(gestures, gesture, gesture, (seeds, mine, theirs) => {
      const project = play(seeds, () => {});
      const [a, b] = [editFrom(project, mine), editFrom(project, theirs)];
      expect(conflicts(a, b)).toBe(conflicts(b, a));
    }),
  );
  const rename: Edit = { type: 'project.rename', name: 'Other' };
  expect(conflicts(rename, rename)).toBe(true);
});

test('two edits without a conflict, of which each fits after the other, leave the same things in the project', () => {
  fc.assert(
    fc.property(gestures, gesture, gesture, (seeds, mine, theirs) => {
      const project = play(seeds, () => {});
      const [a, b] = [editFrom(project, mine), editFrom(project, theirs)];
      fc.pre(!conflicts(a, b));
      const ab = after(project, a, b);
      const ba = after(project, b, a);
      fc.pre(ab !== null && ba !== null);
      expect(things(ab)).toEqual(things(ba));
    }),
    { numRuns: 200 },
  );
});

function after(project: Project, ...edits: Edit[]): Project | null {
  return edits.reduce<Project | null>((next, edit) => next && tryApply(next, edit), project);
}

/** Everything but the order of lists. */
function things(project: Project) {
  const { workflows, operations, groups, ...rest } = project;
  return {
    ...rest,
    workflows: workflows.map((one) => ({ ...one, operationIds: one.operationIds.toSorted() })).sort(byId),
    operations: Object.fromEntries(
      Object.entries(operations).map(([id, one]) => [id, { ...one, steps: one.steps.toSorted(byId) }]),
    ),
    groups: Object.fromEntries(
      Object.entries(groups).map(([id, one]) => [id, { ...one, members: one.members.toSorted(byId) }]),
    ),
  };
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

test('an edit that does not fit says why in words', () => {
  expect(() => apply(start, { type: 'operation.delete', operationId: 'opn_x' })).toThrow(/no longer in the project/);
  const connection = { id: 'con_a', connector: 'amazon-s3', name: 'Finance S3', settings: {} };
  const withConnection = apply(start, { type: 'connection.create', connection });
  expect(() => apply(withConnection, { type: 'connection.create', connection })).toThrow(/already has the connection/);
  const activity = {
    id: 'act_a',
    connectionId: 'con_a',
    type: 'get-object',
    name: 'Get',
    settings: {},
    configured: false,
  };
  const withActivity = apply(withConnection, { type: 'activity.create', activity });
  expect(() => apply(withActivity, { type: 'connection.delete', connectionId: 'con_a' })).toThrow(
    'The connection "Finance S3" is used by the activity "Get".',
  );
});

test('actions: one of a kind for each condition, never in a circle, and what one runs cannot be deleted', () => {
  const names = ['A', 'B', 'C'];
  const project = names.reduce(
    (next, name) =>
      apply(next, { type: 'operation.create', operation: { id: `opn_${name}`.toLowerCase(), name, steps: [] } }),
    start,
  );
  const runs = (from: string, condition: 'success' | 'fail', to: string): Edit => ({
    type: 'action.add',
    operationId: `opn_${from}`,
    action: { condition, do: { kind: 'run-operation', operationId: `opn_${to}` } },
  });
  const linked = [runs('a', 'fail', 'b'), runs('a', 'success', 'b'), runs('b', 'success', 'c')].reduce(apply, project);
  expect(linked.operations.opn_a?.actions?.map((one) => one.condition)).toEqual(['success', 'fail']);
  expect(() => apply(linked, runs('c', 'fail', 'a'))).toThrow('for ever: "C" → "A" → "B" → "C".');
  expect(() => apply(linked, runs('c', 'fail', 'c'))).toThrow('for ever: "C" → "C".');
  expect(() => apply(linked, runs('b', 'success', 'a'))).toThrow('already has such an action: On success runs "C".');
  expect(() => apply(linked, runs('c', 'success', 'x'))).toThrow('not in the project');
  expect(() => apply(linked, { type: 'operation.delete', operationId: 'opn_c' })).toThrow(
    'The operation "C" is run by an action of the operation "B".',
  );
  const slot = { condition: 'success', kind: 'run-operation' } as const;
  const without = apply(linked, { type: 'action.remove', operationId: 'opn_b', slot });
  expect(without.operations.opn_b).not.toHaveProperty('actions');
  expect(apply(without, { type: 'operation.delete', operationId: 'opn_c' }).operations).not.toHaveProperty('opn_c');
  expect(() => apply(without, { type: 'action.remove', operationId: 'opn_b', slot })).toThrow('On success');
});

test('custom groups: a component is in each once, goes from them when it is deleted, and comes back into them', () => {
  const project = [
    { type: 'operation.create', operation: { id: 'opn_a', name: 'A', steps: [] } },
    { type: 'operation.create', operation: { id: 'opn_b', name: 'B', steps: [] } },
    { type: 'group.create', group: { id: 'cgr_x', name: 'Nightly', members: [{ kind: 'operation', id: 'opn_a' }] } },
    { type: 'group.add-member', groupId: 'cgr_x', member: { kind: 'operation', id: 'opn_b' }, index: 0 },
  ]
    .map((edit) => Edit.parse(edit))
    .reduce(apply, start);
  expect(project.groups.cgr_x?.members.map(({ id }) => id)).toEqual(['opn_b', 'opn_a']);
  const again: Edit = {
    type: 'group.add-member',
    groupId: 'cgr_x',
    member: { kind: 'operation', id: 'opn_a' },
    index: 0,
  };
  expect(() => apply(project, again)).toThrow('It is in the group "Nightly" already.');
  const deletion: Edit = { type: 'operation.delete', operationId: 'opn_b' };
  const without = apply(project, deletion);
  expect(without.groups.cgr_x?.members.map(({ id }) => id)).toEqual(['opn_a']);
  expect(apply(without, inverse(project, deletion))).toEqual(project);
  expect(apply(project, { type: 'group.delete', groupId: 'cgr_x' }).operations).toEqual(project.operations);
});

test('a document from before there were custom groups, variables, e-mails and schedules has none', () => {
  const { groups: _, variables: _v, emails: _e, schedules: _s, ...old } = start;
  expect(Project.parse(old)).toEqual(start);
});

test('a batch applies all or nothing', () => {
  const edits = Edit.parse({
    type: 'batch',
    edits: [
      { type: 'project.rename', name: 'Other' },
      { type: 'operation.delete', operationId: 'opn_missing' },
    ],
  });
  expect(() => apply(start, edits)).toThrow(EditError);
  expect(start.name).toBe('Test');
});
