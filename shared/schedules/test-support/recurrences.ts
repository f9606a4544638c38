import fc from 'fast-check';
import { Weekday } from '../recurrence.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Antarctica/Troll',
];

const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
const day = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10));

const occurrences = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), every: fc.integer({ min: 1, max: 366 }) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    every: fc.integer({ min: 1, max: 53 }),
    days: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthly-day' as const),
    every: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    kind: fc.constant('monthly-weekday' as const),
    every: fc.integer({ min: 1, max: 12 }),
    nth: fc.constantFrom('first' as const, 'second' as const, 'third' as const, 'fourth' as const, 'last' as const),
    weekday: fc.constantFrom(...Weekday.options),
  }),
);

/** Any frequency. */
export const frequencies = fc.oneof(
  fc.record({ kind: fc.constant('once' as const), at: clock }),
  fc
    .record({
      kind: fc.constant('repeated' as const),
      every: fc.integer({ min: 1, max: 23 }),
      unit: fc.constantFrom('minutes' as const, 'hours' as const),
      from: clock,
      until: clock,
    })
    .filter(({ from, until }) => from <= until),
);

/** Any recurrence, in zones whose clocks are changed in odd ways. */
export const recurrences = fc
  .record(
    {
      occurrence: occurrences,
      frequency: frequencies,
      startDate: day('2005-01-01', '2030-01-01'),
      endDate: fc.option(day('2005-01-01', '2035-01-01'), { nil: undefined }),
      timeZone: fc.constantFrom(...ZONES),
    },
    { requiredKeys: ['occurrence', 'frequency', 'startDate', 'timeZone'] },
  )
  .filter(({ startDate, endDate }) => endDate === undefined || startDate <= endDate);

/** Any moment in which schedules may be asked about. */
export const instants = fc.date({ min: new Date('2004-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });
