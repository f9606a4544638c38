import { z } from 'zod';
import { MOST_DEBUG_BYTES } from '../runs/debug.ts';

/** What is kept of runs, for the whole installation. */
export const Limits = z.object({
  /** So many days after their end, runs are removed with their logs. */
  logDays: z.number().int().min(1).max(3650),
  /** So many days after it was kept, what went into a step and came out of it in debug mode is removed. */
  debugDays: z.number().int().min(1).max(90),
  /** So much of each record and of each content is kept then, in KiB. */
  debugKiB: z
    .number()
    .int()
    .min(1)
    .max(MOST_DEBUG_BYTES / 1024),
});
export type Limits = z.infer<typeof Limits>;
