import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NthInMonth, Recurrence, Weekday } from '../../shared/schedules/recurrence.ts';
import { describeRecurrence } from './describe-recurrence.ts';
import {
  draftOfRecurrence,
  freshSchedule,
  recurrenceOf,
  type ScheduleDraft,
  scheduleProblems,
} from './schedule-draft.ts';
import { momentIn, utcOffset, zoneChoices } from './time-zones.ts';

const FRESH = freshSchedule(new Date('2026-11-22T23:30:00Z'), 'Asia/Tokyo');

test('a new schedule begins today, by its own calendar, and is right as it is', () => {
  expect(FRESH.startDate).toBe('2026-11-23');
  expect(scheduleProblems(FRESH).size).toBe(0);
  expect(recurrenceOf(FRESH)).toEqual({
    occurrence: { kind: 'daily', every: 1 },
    frequency: { kind: 'once', at: '08:00' },
    startDate: '2026-11-23',
    timeZone: 'Asia/Tokyo',
  });
});

test('what is wrong is said at its field, and only of fields that show', () => {
  const problems = (part: Partial<ScheduleDraft>) => [...scheduleProblems({ ...FRESH, ...part }).keys()];
  expect(problems({ everyDays: '0', everyWeeks: 'x', everyMonths: '' })).toEqual(['everyDays']);
  expect(problems({ occurrence: 'weekly', weekdays: [] })).toEqual(['weekdays']);
  expect(problems({ occurrence: 'monthly', day: '32', everyMonths: '13' })).toEqual(['everyMonths', 'day']);
  expect(problems({ occurrence: 'monthly', monthly: 'weekday', day: '32' })).toEqual([]);
  expect(problems({ at: '', from: '' })).toEqual(['at']);
  expect(problems({ frequency: 'repeated', every: '24', from: '22:00', until: '06:00' })).toEqual(['every', 'until']);
  expect(problems({ startDate: '', endDate: '2026-02-30' })).toEqual(['startDate', 'endDate']);
  expect(problems({ endDate: '2026-11-22' })).toEqual(['endDate']);
});

const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
const number = fc.oneof(fc.integer({ min: -2, max: 2000 }).map(String), fc.string({ maxLength: 4 }));
const date = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  fc.string({ maxLength: 10 }),
);
const drafts = fc.record<ScheduleDraft>({
  occurrence: fc.constantFrom('daily', 'weekly', 'monthly'),
  everyDays: number,
  everyWeeks: number,
  everyMonths: number,
  weekdays: fc.uniqueArray(fc.constantFrom(...Weekday.options)),
  monthly: fc.constantFrom('day', 'weekday'),
  day: number,
  nth: fc.constantFrom(...NthInMonth.options),
  weekday: fc.constantFrom(...Weekday.options),
  frequency: fc.constantFrom('once', 'repeated'),
  at: fc.oneof(clock, fc.constant('')),
  every: number,
  unit: fc.constantFrom('minutes', 'hours'),
  from: clock,
  until: clock,
  startDate: date,
  endDate: date,
  timeZone: fc.constantFrom('', 'UTC', 'Europe/Berlin'),
});

describe('whatever stands on the form', () => {
  test('either a field says what is wrong, or it can be stored', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const recurrence = recurrenceOf(draft);
        expect(recurrence === null).toBe(scheduleProblems(draft).size > 0);
        if (recurrence) expect(Recurrence.safeParse(recurrence).success).toBe(true);
      }),
    );
  });

  test('what was stored comes back as the same', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const recurrence = recurrenceOf(draft);
        if (recurrence) expect(recurrenceOf(draftOfRecurrence(recurrence))).toEqual(recurrence);
      }),
    );
  });
});

test('a line of text tells when it recurs', () => {
  const line = (part: Partial<ScheduleDraft>) => {
    const recurrence = recurrenceOf({ ...FRESH, ...part });
    return recurrence && describeRecurrence(recurrence);
  };
  expect(line({})).toBe('Every day at 08:00 (Asia/Tokyo)');
  expect(line({ occurrence: 'weekly', everyWeeks: '2', weekdays: ['friday', 'monday', 'tuesday'] })).toBe(
    'Every 2 weeks on Mon, Tue and Fri at 08:00 (Asia/Tokyo)',
  );
  expect(line({ occurrence: 'monthly', monthly: 'weekday', nth: 'last', weekday: 'friday' })).toBe(
    'Every month on the last Friday at 08:00 (Asia/Tokyo)',
  );
  expect(line({ frequency: 'repeated', every: '15', unit: 'minutes' })).toBe(
    'Every day every 15 minutes from 08:00 to 18:00 (Asia/Tokyo)',
  );
});

test('a moment is told by the clock of a zone, with how far that is from UTC', () => {
  const time = new Date('2026-07-01T22:05:00Z');
  expect(momentIn(time, 'Asia/Kolkata')).toBe('Thu 2 Jul 2026, 03:35');
  expect(utcOffset(time.getTime(), 'Asia/Kolkata')).toBe('UTC+5:30');
  expect(utcOffset(time.getTime(), 'America/St_Johns')).toBe('UTC−2:30');
  expect(utcOffset(time.getTime(), 'UTC')).toBe('UTC');
});

test('zones are listed once, by the names they have today, and the chosen one whatever its name', () => {
  const names = zoneChoices('Asia/Kolkata').map(({ value }) => value);
  expect(names[0]).toBe('UTC');
  expect(new Set(names).size).toBe(names.length);
  for (const name of ['Asia/Kolkata', 'Europe/Kyiv', 'America/New_York']) expect(names).toContain(name);
  expect(names).not.toContain('Asia/Calcutta');
  expect(zoneChoices('Asia/Calcutta')[0]).toEqual({ value: 'Asia/Calcutta', label: 'Asia/Calcutta' });
});
