import { z } from 'zod';
import { Id } from '../../project/id.ts';

/** What routes have in common: the parameters of their paths and queries. */
export const none = z.strictObject({});
export const projectParams = z.strictObject({ projectId: Id });
export const operationParams = z.strictObject({ projectId: Id, operationId: Id });
export const runParams = z.strictObject({ projectId: Id, runId: Id });

/** The largest number of a revision, of a message of a run, and of a deployment in a list. */
export const MAX_NUMBER = 2_147_483_647;

/** A page of a history, going back in time from before a number. */
export const historyPage = z.strictObject({
  before: z.coerce.number().int().min(0).max(MAX_NUMBER).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
