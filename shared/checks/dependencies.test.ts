import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFrom, gestures, type Seed } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { apply } from '../edits/apply.ts';
import type { Edit } from '../edits/edit.ts';
import { EditError } from '../edits/edit-error.ts';
import type { Project } from '../project/project.ts';
import { type ComponentKind, dependencies, dependsOn, type Reference, usedBy } from './dependencies.ts';

function play(seeds: readonly Seed[][]): Project {
  let project = sampleProject(2);
  for (const one of seeds) {
    try {
      project = apply(project, editFrom(project, one));
    } catch {
      // What does not fit is left out.
    }
  }
  return project;
}

function deletionOf({ kind, id }: Reference): Edit {
  const deletions: Record<ComponentKind, Edit> = {
    workflow: { type: 'workflow.delete', workflowId: id },
    operation: { type: 'operation.delete', operationId: id },
    activity: { type: 'activity.delete', activityId: id },
    connection: { type: 'connection.delete', connectionId: id },
    variable: { type: 'variable.delete', variableId: id },
    email: { type: 'email.delete', emailId: id },
    schedule: { type: 'schedule.delete', scheduleId: id },
  };
  return deletions[kind];
}

function isInUse(project: Project, target: Reference): boolean {
  try {
    apply(project, deletionOf(target));
    return false;
  } catch (error) {
    if (error instanceof EditError && error.code === 'edit-in-use') return true;
    throw error;
  }
}

/** The project with nothing in it but these things, whatever they refer to. */
function only(project: Project, things: readonly Reference[]): Project {
  const ids = new Set(things.map(({ id }) => id));
  const kept = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  return {
    ...project,
    workflows: project.workflows.filter(({ id }) => ids.has(id)),
    operations: kept(project.operations),
    activities: kept(project.activities),
    connections: kept(project.connections),
    variables: kept(project.variables),
    emails: kept(project.emails),
    schedules: kept(project.schedules),
  };
}

test('an edge stands exactly where deleting the target is refused because of the source', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      const project = play(seeds);
      const graph = dependencies(project);
      for (const target of graph.things)
        for (const source of graph.things) {
          if (source === target) continue;
          const breaks = isInUse(only(project, [source, target]), target);
          expect(graph.usedBy(target).includes(source), `${source.id} uses ${target.id}`).toBe(breaks);
          expect(graph.dependsOn(source).includes(target), `${source.id} depends on ${target.id}`).toBe(breaks);
        }
    }),
    { numRuns: 40 },
  );
});

test('what nothing uses can be deleted, and what something uses cannot', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      const project = play(seeds);
      for (const thing of dependencies(project).things)
        expect(isInUse(project, thing)).toBe(usedBy(project, thing).length > 0);
    }),
  );
});

test('a thing that is needed twice is named once, and a need of what is gone is no edge', () => {
  const project = apply(sampleProject(1), {
    type: 'step.insert',
    operationId: 'opn_0',
    index: 0,
    step: { id: 'stp_again', kind: 'activity', componentId: 'act_get-0' },
  });
  expect(dependsOn(project, { kind: 'operation', id: 'opn_0' })).toEqual([
    { kind: 'activity', id: 'act_get-0', name: 'Get invoice 0' },
    { kind: 'activity', id: 'act_put-0', name: 'Put invoice 0' },
  ]);
  expect(usedBy(project, { kind: 'activity', id: 'act_get-0' })).toEqual([
    { kind: 'operation', id: 'opn_0', name: 'Copy invoices 0' },
  ]);
  expect(dependsOn({ ...project, activities: {} }, { kind: 'operation', id: 'opn_0' })).toEqual([]);
  expect(usedBy(project, { kind: 'activity', id: 'act_gone' })).toEqual([]);
});

test('the graph of one document is worked out once', () => {
  const project = sampleProject(3);
  expect(dependencies(project)).toBe(dependencies(project));
  expect(dependencies(apply(project, { type: 'project.rename', name: 'Other' }))).not.toBe(dependencies(project));
});
