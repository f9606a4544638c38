import { z } from 'zod';
import { Id } from '../project/id.ts';

/** What is deployed of an operation: `fingerprint` equals that of its design while nothing has changed since. */
export const DeployedOperation = z.object({
  operationId: Id,
  deploymentId: Id,
  fingerprint: z.string(),
  deployedAt: z.iso.datetime(),
});
export type DeployedOperation = z.infer<typeof DeployedOperation>;
