import { nextTimes } from '../../shared/schedules/next-times.ts';
import type { Recurrence } from '../../shared/schedules/recurrence.ts';

/** How long ago a missed time may be to be made up for. */
export const CATCH_UP_MS = 60 * 60_000;

/** More than there are minutes in the time that is made up for. */
const ENOUGH = 70;

/** What is to be done at `now` for a schedule whose next time was `planned`. */
export interface Due {
  /** The time to run for; null when all that are due were missed for too long. */
  time: Date | null;
  /** Whether times before it, or all of them, were missed. */
  missedSome: boolean;
  /** The next time after now; null when there is none. */
  next: Date | null;
}

/**
 * The rule for missed times: of all times that are due, the newest one runs, once, if it is at most an hour ago. The others are
 * passed over.
 */
export function dueOf(recurrence: Recurrence, planned: Date, now: Date): Due {
  const since = new Date(Math.max(planned.getTime() - 1, now.getTime() - CATCH_UP_MS - 1));
  const times = nextTimes(recurrence, since, ENOUGH);
  const due = times.filter((time) => time <= now);
  const time = due.at(-1) ?? null;
  const [first] = due;
  return {
    time,
    missedSome: due.length !== 1 || first?.getTime() !== planned.getTime(),
    next: nextTimes(recurrence, now, 1)[0] ?? null,
  };
}
