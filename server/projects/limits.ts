import type { z } from 'zod';
import { Activity } from '../../shared/project/activity.ts';
import { Connection } from '../../shared/project/connection.ts';
import { Email } from '../../shared/project/email.ts';
import { Group } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import { Operation } from '../../shared/project/operation.ts';
import { Project } from '../../shared/project/project.ts';
import { Schedule } from '../../shared/project/schedule.ts';
import { ProjectVariable } from '../../shared/project/variable.ts';
import { Workflow } from '../../shared/project/workflow.ts';

/** The whole document but for what is in its lists and records: those are checked one by one. */
const Frame = Project.pick({ id: true, name: true });
const MAX_WORKFLOWS = 2000;

/**
 * What is wrong with a document that edits have made, or null. Edits are checked as they come in, so that only what
 * grows by them can be wrong: a list that has become too long. Looks only at the parts that differ from `before`,
 * as objects, because a large project is edited often.
 */
export function documentProblem(before: Project, after: Project): string | null {
  if (after.workflows.length > MAX_WORKFLOWS) return `A project can have at most ${MAX_WORKFLOWS} workflows.`;
  const earlier = new Set(before.workflows);
  return (
    problemOf(Frame, { id: after.id, name: after.name }, 'project') ??
    first(after.workflows, (workflow) =>
      earlier.has(workflow) ? null : problemOf(Workflow, workflow, `workflow "${workflow.name}"`),
    ) ??
    recordProblem(Operation, before.operations, after.operations, 'operation') ??
    recordProblem(Activity, before.activities, after.activities, 'activity') ??
    recordProblem(Connection, before.connections, after.connections, 'connection') ??
    recordProblem(ProjectVariable, before.variables, after.variables, 'variable') ??
    recordProblem(Email, before.emails, after.emails, 'e-mail') ??
    recordProblem(Schedule, before.schedules, after.schedules, 'schedule') ??
    recordProblem(Group, before.groups, after.groups, 'group')
  );
}

function recordProblem<T extends { name: string }>(
  schema: z.ZodType<T>,
  before: Record<Id, T>,
  after: Record<Id, T>,
  kind: string,
): string | null {
  if (before === after) return null;
  for (const id in after) {
    const item = after[id];
    if (item === undefined || item === before[id]) continue;
    const problem = problemOf(schema, item, `${kind} "${item.name}"`);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(schema: z.ZodType, value: unknown, what: string): string | null {
  const result = schema.safeParse(value);
  if (result.success) return null;
  const issue = result.error.issues[0];
  return `The ${what} would not be valid: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}.`;
}

function first<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}
