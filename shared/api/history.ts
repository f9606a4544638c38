import { z } from 'zod';
import { Id } from '../project/id.ts';
import { Project } from '../project/project.ts';
import { SnapshotChange } from '../project/snapshot-changes.ts';

/** What somebody said about a deployment, beside what it deploys. */
export const DeploymentTag = z.string().trim().max(64);
export const DeploymentComment = z.string().trim().max(2000);

/** How many operations of a deployment its line names. */
export const NAMED_OPERATIONS = 5;

/** One deployment, as a list has it. */
export const DeploymentSummary = z.object({
  id: Id,
  deployedAt: z.iso.datetime(),
  /** Who deployed: see `client-id.ts`; null when it was not said. */
  clientId: z.string().nullable(),
  /** The name of the person; absent where nobody was signed in. */
  who: z.string().optional(),
  tag: z.string().nullable(),
  comment: z.string().nullable(),
  /** The revision of the design that it was made from. */
  revision: z.number().int(),
  operationCount: z.number().int(),
  /** The first ones, by name. */
  operationNames: z.array(z.string()),
});
export type DeploymentSummary = z.infer<typeof DeploymentSummary>;

/** `next`: what to pass as `before` for the page after this one; null when this is the last. */
export const DeploymentPage = z.object({
  deployments: z.array(DeploymentSummary),
  next: z.number().int().nullable(),
});
export type DeploymentPage = z.infer<typeof DeploymentPage>;

/** One operation of a deployment, beside what was deployed of it before. */
export const DeploymentOperation = z.object({
  operationId: Id,
  name: z.string(),
  change: z.enum(['added', 'changed', 'unchanged']),
  changes: z.array(SnapshotChange),
});
export type DeploymentOperation = z.infer<typeof DeploymentOperation>;

export const DeploymentDetail = z.object({
  deployment: DeploymentSummary,
  /** The deployment before this one. */
  before: DeploymentSummary.nullable(),
  operations: z.array(DeploymentOperation),
  /** What was deployed, and went from the design between the deployment before and this one. */
  removed: z.array(z.object({ operationId: Id, name: z.string() })),
});
export type DeploymentDetail = z.infer<typeof DeploymentDetail>;

/** One edit, without what it changes. */
export const Revision = z.object({
  revision: z.number().int(),
  at: z.iso.datetime(),
  clientId: z.string(),
  /** The name of the person; absent where nobody was signed in. */
  who: z.string().optional(),
  label: z.string(),
});
export type Revision = z.infer<typeof Revision>;

export const RevisionPage = z.object({
  revisions: z.array(Revision),
  next: z.number().int().nullable(),
  /** The oldest revision that can be brought back. */
  oldest: z.number().int(),
});
export type RevisionPage = z.infer<typeof RevisionPage>;

/** The design as it was. */
export const RevisionState = z.object({
  revision: z.number().int(),
  project: Project,
  /** Secrets that it refers to and that are no longer kept. */
  missingSecrets: z.array(Id),
});
export type RevisionState = z.infer<typeof RevisionState>;
