import { z } from 'zod';
import { isTimeZone } from './zone.ts';

/** The days of the week in the order in which weeks are counted: a week begins on Monday (ISO 8601). */
export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

/** A date of the calendar, `2026-03-29`, from 1970 on; it has no time zone of its own. */
export const CalendarDate = z.iso.date().refine((date) => date >= '1970-01-01', 'a date before 1970');
export type CalendarDate = z.infer<typeof CalendarDate>;

/** A time of the day as a clock on the wall shows it, `00:00` to `23:59`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time such as 08:30');
export type ClockTime = z.infer<typeof ClockTime>;

/** The name of a time zone of the IANA database, e.g. `Europe/Berlin`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'not a time zone such as Europe/Berlin');

const step = (most: number) => z.number().int().min(1).max(most);

/** Which of a month's weekdays: the last one is the fourth or the fifth. */
export const NthInMonth = z.enum(['first', 'second', 'third', 'fourth', 'last']);
export type NthInMonth = z.infer<typeof NthInMonth>;

/**
 * On which days a schedule runs. "Every n" counts from the start date: its day, its week (from Monday), its month.
 * - `monthly-day`: in a month that has no such day, on its last day.
 */
export const Occurrence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), every: step(366) }),
  z.strictObject({
    kind: z.literal('weekly'),
    every: step(53),
    days: z
      .array(Weekday)
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'a day stands twice'),
  }),
  z.strictObject({ kind: z.literal('monthly-day'), every: step(12), day: step(31) }),
  z.strictObject({ kind: z.literal('monthly-weekday'), every: step(12), nth: NthInMonth, weekday: Weekday }),
]);
export type Occurrence = z.infer<typeof Occurrence>;

/**
 * At which times of such a day: once, or again and again. Repeated times stand at `from`, then every n minutes or hours, up
 * to and with `until`; they begin anew each day.
 */
export const Frequency = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), at: ClockTime }),
  z
    .strictObject({
      kind: z.literal('repeated'),
      every: step(1439),
      unit: z.enum(['minutes', 'hours']),
      from: ClockTime,
      until: ClockTime,
    })
    .refine(({ from, until }) => from <= until, { path: ['until'], message: 'it ends before it begins' })
    .refine(({ unit, every }) => unit === 'minutes' || every <= 23, { path: ['every'], message: 'at most 23 hours' }),
]);
export type Frequency = z.infer<typeof Frequency>;

/** The fields that make a schedule recur, to be spread into the schema of whatever recurs. */
export const recurrenceFields = {
  occurrence: Occurrence,
  frequency: Frequency,
  /** The first day on which it may run. */
  startDate: CalendarDate,
  /** The last day on which it may run; absent when it never ends. */
  endDate: CalendarDate.optional(),
  /** Where the clock on the wall hangs. */
  timeZone: TimeZone,
};

/** When something happens again and again, by the clock and calendar of one time zone. */
export const Recurrence = z
  .strictObject(recurrenceFields)
  .refine(endsAfterStart, { path: ['endDate'], message: 'it ends before it begins' });
export type Recurrence = z.infer<typeof Recurrence>;

/** The one rule that ties two of the fields together. */
export function endsAfterStart(recurrence: { startDate: string; endDate?: string | undefined }): boolean {
  return recurrence.endDate === undefined || recurrence.startDate <= recurrence.endDate;
}
