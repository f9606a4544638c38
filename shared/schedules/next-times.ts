import { dayOf, daysOf } from './days.ts';
import type { ClockTime, Frequency, Recurrence } from './recurrence.ts';
import { DAY, instantsOf, jumpOver, localAt, MINUTE, offsetAt } from './zone.ts';

/** More than any zone was ever away from UTC. */
const MOST_OFFSET = 16 * 60 * MINUTE;

/** The most times that one call gives. */
export const MOST_TIMES = 10_000;

/** The end of the calendar, 9999-12-31. */
const LAST_DAY = dayOf('9999-12-31');

/**
 * The next times at which something recurs: up to `count` of them, all later than `after`, ascending, none twice; fewer when
 * the end date comes first.
 *
 * Where the clock is changed (daylight saving):
 * - A time that does not exist, because the clock jumps over it, runs at the moment of the jump: a daily 02:30 runs at 03:00.
 * - A time that exists twice, because the clock is set back, runs the first time only.
 * - Times that repeat at most an hour apart keep their pace instead: those that do not exist are left out, those that exist
 *   twice run twice. Every 15 minutes stays every 15 minutes.
 */
export function nextTimes(recurrence: Recurrence, after: Date, count: number): Date[] {
  const { occurrence, frequency, startDate, endDate, timeZone } = recurrence;
  const wanted = Math.min(count, MOST_TIMES);
  const since = after.getTime();
  const start = dayOf(startDate);
  const last = endDate === undefined ? LAST_DAY : dayOf(endDate);
  const clock = clockTimes(frequency);
  const found: number[] = [];
  // Times of neighbouring days may change places where the clock is set back over midnight: those wait here.
  let waiting: number[] = [];
  const settle = (before: number) => {
    waiting.sort((a, b) => a - b);
    for (const time of waiting) if (time < before && time > (found.at(-1) ?? since)) found.push(time);
    waiting = waiting.filter((time) => time >= before);
  };
  // Two days back: a time of a day that was left out of a zone's calendar runs on the day after.
  const from = Math.floor(localAt(since, timeZone) / DAY) - 2;
  for (const day of daysOf(occurrence, start, from)) {
    settle(Math.min(day, last + 1) * DAY - MOST_OFFSET);
    if (day > last || found.length >= wanted) break;
    for (const time of timesOn(day, clock, timeZone)) if (time > since) waiting.push(time);
  }
  if (found.length < wanted) settle(Number.POSITIVE_INFINITY);
  return found.slice(0, wanted).map((time) => new Date(time));
}

interface Clock {
  /** Minutes since midnight, ascending. */
  minutes: number[];
  /** Whether the pace counts for more than what the clock shows. */
  keepsPace: boolean;
}

function clockTimes(frequency: Frequency): Clock {
  if (frequency.kind === 'once') return { minutes: [minuteOf(frequency.at)], keepsPace: false };
  const pace = frequency.every * (frequency.unit === 'hours' ? 60 : 1);
  const until = minuteOf(frequency.until);
  const minutes: number[] = [];
  for (let minute = minuteOf(frequency.from); minute <= until; minute += pace) minutes.push(minute);
  return { minutes, keepsPace: pace <= 60 };
}

function minuteOf(time: ClockTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timesOn(day: number, { minutes, keepsPace }: Clock, timeZone: string): number[] {
  const midnight = day * DAY;
  const offset = offsetAt(midnight - DAY, timeZone);
  // The usual day, on which nobody touches the clock, needs no look at each time.
  if (offsetAt(midnight + 2 * DAY, timeZone) === offset)
    return minutes.map((minute) => midnight + minute * MINUTE - offset);
  return minutes.flatMap((minute) => {
    const local = midnight + minute * MINUTE;
    const instants = instantsOf(local, timeZone);
    if (keepsPace) return instants;
    return instants.slice(0, 1).concat(instants.length === 0 ? [jumpOver(local, timeZone)] : []);
  });
}
