import { type CalendarDate, type NthInMonth, type Occurrence, Weekday } from './recurrence.ts';
import { DAY } from './zone.ts';

/** Days are counted from 1970-01-01, which is day 0, a Thursday. */

export function dayOf(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/** The day of the week, Monday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The days of an occurrence that began on day `start`, ascending, from day `from` on; without end. */
export function* daysOf(occurrence: Occurrence, start: number, from: number): Generator<number> {
  const first = Math.max(start, from);
  if (occurrence.kind === 'daily') {
    const { every } = occurrence;
    for (let day = start + Math.ceil((first - start) / every) * every; ; day += every) yield day;
  }
  const days = occurrence.kind === 'weekly' ? weekly(occurrence, start, first) : monthly(occurrence, start, first);
  for (const day of days) if (day >= first) yield day;
}

type Weekly = Extract<Occurrence, { kind: 'weekly' }>;
type Monthly = Extract<Occurrence, { kind: 'monthly-day' | 'monthly-weekday' }>;

function* weekly({ every, days }: Weekly, start: number, first: number): Generator<number> {
  const wanted = days.map((day) => Weekday.options.indexOf(day)).sort((a, b) => a - b);
  const monday = start - weekdayOf(start);
  const passed = Math.floor((first - monday) / 7 / every) * every;
  for (let week = monday + passed * 7; ; week += every * 7) for (const index of wanted) yield week + index;
}

function* monthly(occurrence: Monthly, start: number, first: number): Generator<number> {
  const begin = monthOf(start);
  const passed = Math.floor((monthOf(first) - begin) / occurrence.every) * occurrence.every;
  for (let month = begin + passed; ; month += occurrence.every) yield dayIn(month, occurrence);
}

/** Months are counted from January 1970. */
function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function dayIn(month: number, occurrence: Monthly): number {
  const first = Date.UTC(1970, month, 1) / DAY;
  const next = Date.UTC(1970, month + 1, 1) / DAY;
  if (occurrence.kind === 'monthly-day') return Math.min(first + occurrence.day, next) - 1;
  const weekday = Weekday.options.indexOf(occurrence.weekday);
  const one = first + ((weekday - weekdayOf(first) + 7) % 7);
  return occurrence.nth === 'last' ? one + Math.floor((next - 1 - one) / 7) * 7 : one + 7 * WEEKS[occurrence.nth];
}

const WEEKS: Readonly<Record<Exclude<NthInMonth, 'last'>, number>> = { first: 0, second: 1, third: 2, fourth: 3 };
