import { z } from 'zod';
import { Id } from '../project/id.ts';
import { Recurrence } from './recurrence.ts';

/**
 * How one of a schedule's times went: a run was started; skipped, as another run of the operation was going; missed, as no
 * server was there; the operation was deleted from the design; it failed to start.
 */
export const ScheduleOutcome = z.enum(['run', 'skipped', 'missed', 'deleted', 'failed']);
export type ScheduleOutcome = z.infer<typeof ScheduleOutcome>;

/** A deployed operation that runs by itself. */
export const ScheduleState = z.object({
  operationId: Id,
  environmentId: Id,
  scheduleName: z.string(),
  recurrence: Recurrence,
  enabled: z.boolean(),
  /** The next five; none while it is disabled, or when it has ended. */
  nextTimes: z.array(z.iso.datetime()),
  /** How the last of its times went; null before the first. */
  last: z.object({ at: z.iso.datetime(), outcome: ScheduleOutcome, runId: Id.nullable() }).nullable(),
});
export type ScheduleState = z.infer<typeof ScheduleState>;
