import { z } from 'zod';
import { EditEnvelope } from '../edits/edit.ts';
import { Id } from '../project/id.ts';
import { ProjectName } from '../project/name.ts';
import { Project } from '../project/project.ts';
import { Run } from '../runs/run.ts';
import { DeployedOperation } from './deployed-operation.ts';
import { EnvironmentStatus } from './environment-status.ts';

export const ProjectSummary = z.object({
  id: Id,
  name: ProjectName,
  revision: z.number().int(),
  changedAt: z.iso.datetime(),
  sample: z.boolean(),
  /** Where it lives. */
  environmentId: Id.optional(),
});
export type ProjectSummary = z.infer<typeof ProjectSummary>;

export const ProjectState = z.object({
  project: Project,
  revision: z.number().int(),
  sample: z.boolean(),
  environment: EnvironmentStatus,
  deployed: z.array(DeployedOperation),
  /** Of each operation the newest run that somebody asked for, and the newest of the others while it is going. */
  lastRuns: z.array(Run),
});
export type ProjectState = z.infer<typeof ProjectState>;

/** An edit as the server stored it. */
export const StoredEdit = z.object({
  revision: z.number().int(),
  clientId: z.string(),
  envelope: EditEnvelope,
  at: z.iso.datetime(),
  /** The name of the person who made it; absent where nobody was signed in. */
  who: z.string().optional(),
});
export type StoredEdit = z.infer<typeof StoredEdit>;
