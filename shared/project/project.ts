import { z } from 'zod';
import { Activity } from './activity.ts';
import { Connection } from './connection.ts';
import { Email } from './email.ts';
import { Group } from './group.ts';
import { Id, newId } from './id.ts';
import { ProjectName } from './name.ts';
import { Operation } from './operation.ts';
import { Schedule } from './schedule.ts';
import { ProjectVariable } from './variable.ts';
import { Workflow } from './workflow.ts';

/**
 * The project document: everything people design. It is changed by edits alone (`shared/edits`), which keep it whole:
 * every id that is named exists, an operation stands in at most one workflow at most once, a step's id occurs once.
 */
export const Project = z.strictObject({
  id: Id,
  name: ProjectName,
  workflows: z.array(Workflow).max(2000),
  operations: z.record(Id, Operation),
  activities: z.record(Id, Activity),
  connections: z.record(Id, Connection),
  /** Documents from before there were any have none; the same goes for what follows. */
  groups: z.record(Id, Group).default({}),
  variables: z.record(Id, ProjectVariable).default({}),
  emails: z.record(Id, Email).default({}),
  schedules: z.record(Id, Schedule).default({}),
});
export type Project = z.infer<typeof Project>;

/** A project as it is when nothing has been drawn: one empty workflow. */
export function emptyProject(name: string, id: Id = newId('prj')): Project {
  return {
    id,
    name,
    workflows: [{ id: newId('wfl'), name: 'New Workflow', operationIds: [] }],
    operations: {},
    activities: {},
    connections: {},
    groups: {},
    variables: {},
    emails: {},
    schedules: {},
  };
}

/** Where an operation stands: its workflow and its index there; null when it is in no workflow. */
export function placeOf(project: Project, operationId: Id): { workflowId: Id; index: number } | null {
  for (const workflow of project.workflows) {
    const index = workflow.operationIds.indexOf(operationId);
    if (index >= 0) return { workflowId: workflow.id, index };
  }
  return null;
}

/** The number drawn before an operation's name, `workflow.position`, e.g. `1.0`: workflows count from 1, operations from 0. */
export function operationNumber(project: Project, operationId: Id): string | null {
  for (const [workflowIndex, workflow] of project.workflows.entries()) {
    const index = workflow.operationIds.indexOf(operationId);
    if (index >= 0) return `${workflowIndex + 1}.${index}`;
  }
  return null;
}
