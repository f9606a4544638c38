import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_TIMES, nextTimes } from './next-times.ts';
import { type Frequency, type Occurrence, Recurrence, Weekday } from './recurrence.ts';

const BERLIN = { startDate: '2026-01-01', timeZone: 'Europe/Berlin' };

function times(recurrence: Recurrence, after: string, count: number): string[] {
  return nextTimes(Recurrence.parse(recurrence), new Date(after), count).map((time) => time.toISOString().slice(0, 16));
}

const daily: Occurrence = { kind: 'daily', every: 1 };
const at = (time: string): Frequency => ({ kind: 'once', at: time });

describe('next times', () => {
  test('every third day counts from the start date, in the time of the zone', () => {
    const recurrence = { ...BERLIN, occurrence: { kind: 'daily' as const, every: 3 }, frequency: at('08:30') };
    expect(times(recurrence, '2026-01-02T00:00:00Z', 3)).toEqual([
      '2026-01-04T07:30',
      '2026-01-07T07:30',
      '2026-01-10T07:30',
    ]);
  });

  test('every second week counts from the week of the start date', () => {
    // 2026-01-01 is a Thursday.
    const occurrence: Occurrence = { kind: 'weekly', every: 2, days: ['friday', 'monday'] };
    expect(times({ ...BERLIN, occurrence, frequency: at('12:00') }, '2025-12-01T00:00:00Z', 4)).toEqual([
      '2026-01-02T11:00',
      '2026-01-12T11:00',
      '2026-01-16T11:00',
      '2026-01-26T11:00',
    ]);
  });

  test('the 31st is the last day of a shorter month', () => {
    const occurrence: Occurrence = { kind: 'monthly-day', every: 1, day: 31 };
    const recurrence = { ...BERLIN, timeZone: 'UTC', occurrence, frequency: at('00:00') };
    expect(times(recurrence, '2026-01-31T00:00:00Z', 3)).toEqual([
      '2026-02-28T00:00',
      '2026-03-31T00:00',
      '2026-04-30T00:00',
    ]);
  });

  test('the second Tuesday and the last Friday of a month', () => {
    const second: Occurrence = { kind: 'monthly-weekday', every: 1, nth: 'second', weekday: 'tuesday' };
    const last: Occurrence = { kind: 'monthly-weekday', every: 3, nth: 'last', weekday: 'friday' };
    const utc = { ...BERLIN, timeZone: 'UTC', frequency: at('06:00') };
    expect(times({ ...utc, occurrence: second }, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-13T06:00',
      '2026-02-10T06:00',
    ]);
    expect(times({ ...utc, occurrence: last }, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-30T06:00',
      '2026-04-24T06:00',
    ]);
  });

  test('between two times, both included, and anew each day', () => {
    const frequency: Frequency = { kind: 'repeated', every: 5, unit: 'hours', from: '08:00', until: '18:00' };
    const recurrence = { ...BERLIN, timeZone: 'Asia/Kolkata', occurrence: daily, frequency };
    expect(times(recurrence, '2026-05-01T00:00:00Z', 4)).toEqual([
      '2026-05-01T02:30',
      '2026-05-01T07:30',
      '2026-05-01T12:30',
      '2026-05-02T02:30',
    ]);
  });

  test('ends with the end date, and gives nothing after it', () => {
    const recurrence = { ...BERLIN, endDate: '2026-01-02', occurrence: daily, frequency: at('23:30') };
    expect(times(recurrence, '2026-01-01T00:00:00Z', 5)).toEqual(['2026-01-01T22:30', '2026-01-02T22:30']);
    expect(times(recurrence, '2026-01-02T22:30:00Z', 5)).toEqual([]);
  });

  test('a time that the clock jumps over runs at the moment of the jump', () => {
    const recurrence = { ...BERLIN, occurrence: daily, frequency: at('02:30') };
    expect(times(recurrence, '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  test('a time that exists twice runs the first time only', () => {
    const recurrence = { ...BERLIN, occurrence: daily, frequency: at('02:30') };
    expect(times(recurrence, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  test('every half hour stays every half hour while the clock is changed', () => {
    const frequency: Frequency = { kind: 'repeated', every: 30, unit: 'minutes', from: '00:00', until: '23:30' };
    const recurrence = { ...BERLIN, occurrence: daily, frequency };
    for (const night of ['2026-03-28T23:00:00Z', '2026-10-24T22:00:00Z']) {
      const found = nextTimes(recurrence, new Date(night), 12).map((time) => time.getTime());
      for (const [index, time] of found.entries())
        expect(time - new Date(night).getTime()).toBe((index + 1) * 1_800_000);
    }
  });

  test('every two hours keeps to the clock on the wall', () => {
    const frequency: Frequency = { kind: 'repeated', every: 2, unit: 'hours', from: '00:00', until: '23:00' };
    const recurrence = { ...BERLIN, occurrence: daily, frequency };
    expect(times(recurrence, '2026-03-28T23:00:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-29T02:00']);
    expect(times(recurrence, '2026-10-24T22:00:00Z', 2)).toEqual(['2026-10-25T00:00', '2026-10-25T03:00']);
  });

  test('a clock set back over midnight keeps the times in order', () => {
    const frequency: Frequency = { kind: 'repeated', every: 1, unit: 'minutes', from: '00:00', until: '23:59' };
    const recurrence: Recurrence = {
      occurrence: daily,
      frequency,
      startDate: '2009-01-01',
      timeZone: 'America/St_Johns',
    };
    // At 00:01 of November 1st, 2009, the clock went back to 23:01 of the day before.
    const since = Date.parse('2009-11-01T02:00:00Z');
    const found = nextTimes(recurrence, new Date(since), 180).map((time) => (time.getTime() - since) / 60_000);
    expect(found).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
  });

  test('a day that a zone left out runs when the next one begins', () => {
    const recurrence: Recurrence = {
      occurrence: { kind: 'daily', every: 2 },
      frequency: at('10:00'),
      startDate: '2011-12-28',
      timeZone: 'Pacific/Apia',
    };
    expect(times(recurrence, '2011-12-28T22:00:00Z', 2)).toEqual(['2011-12-30T10:00', '2011-12-31T20:00']);
  });

  test('refuses what cannot be', () => {
    const good = { ...BERLIN, occurrence: daily, frequency: at('02:30') };
    expect(Recurrence.safeParse(good).success).toBe(true);
    for (const wrong of [
      { timeZone: 'Europe/Atlantis' },
      { timeZone: '+02:00' },
      { startDate: '2026-02-30' },
      { endDate: '2025-12-31' },
      { frequency: at('24:00') },
      { frequency: { kind: 'repeated', every: 1, unit: 'hours', from: '10:00', until: '09:00' } },
      { frequency: { kind: 'repeated', every: 24, unit: 'hours', from: '00:00', until: '09:00' } },
      { occurrence: { kind: 'weekly', every: 1, days: [] } },
      { occurrence: { kind: 'weekly', every: 1, days: ['monday', 'monday'] } },
      { occurrence: { kind: 'daily', every: 0 } },
    ])
      expect(Recurrence.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});

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

const frequencies = fc.oneof(
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

const recurrences = fc
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

const instants = fc.date({ min: new Date('2004-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });

describe('next times, whatever the recurrence', () => {
  test('ascend, lie after the given moment and within the dates, and match the rule by the clock on the wall', () => {
    fc.assert(
      fc.property(recurrences, instants, fc.integer({ min: 1, max: 40 }), (recurrence, after, count) => {
        const found = nextTimes(recurrence, after, count);
        if (recurrence.endDate === undefined) expect(found).toHaveLength(count);
        let previous = after.getTime();
        for (const time of found) {
          expect(time.getTime()).toBeGreaterThan(previous);
          expect(matches(recurrence, time)).toBe(true);
          previous = time.getTime();
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('are the same whether asked for at once or one by one', () => {
    fc.assert(
      fc.property(recurrences, instants, (recurrence, after) => {
        const found = nextTimes(recurrence, after, 6);
        let last = after;
        for (const time of found) {
          const [next] = nextTimes(recurrence, last, 1);
          expect(next).toEqual(time);
          last = time;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('leave none out, around the hours in which a clock is changed', () => {
    const changes = [
      ['Europe/Berlin', '2026-03-29T01:00:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00:00Z'],
      ['America/Havana', '2026-03-08T05:00:00Z'],
      ['America/Havana', '2026-11-01T05:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['America/St_Johns', '2009-11-01T02:31:00Z'],
      ['Africa/Cairo', '2026-10-29T21:00:00Z'],
    ] as const;
    fc.assert(
      fc.property(frequencies, fc.constantFrom(...changes), (frequency, [timeZone, change]) => {
        const recurrence: Recurrence = { occurrence: daily, frequency, startDate: '2005-01-01', timeZone };
        const since = new Date(Date.parse(change) - 18 * HOUR);
        const until = new Date(Date.parse(change) + 18 * HOUR);
        const found = nextTimes(recurrence, since, MOST_TIMES).filter((time) => time <= until);
        const expected: Date[] = [];
        for (let time = since.getTime() + MINUTE; time <= until.getTime(); time += MINUTE)
          if (matches(recurrence, new Date(time))) expected.push(new Date(time));
        expect(found).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('come to an end with the calendar', () => {
    fc.assert(
      fc.property(recurrences, (recurrence) => {
        expect(nextTimes(recurrence, new Date('9999-11-30T00:00:00Z'), MOST_TIMES).length).toBeLessThanOrEqual(
          MOST_TIMES,
        );
        expect(nextTimes(recurrence, new Date('9999-12-31T23:59:00Z'), 1).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Wall {
  date: string;
  time: string;
  weekday: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall shows, read from Intl's text: nothing of the arithmetic under test is used here. */
function wall(time: Date, timeZone: string): Wall {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const text = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${text('year')}-${text('month')}-${text('day')}`,
    time: `${text('hour')}:${text('minute')}`,
    weekday: text('weekday').toLowerCase(),
  };
}

/** Whether a whole minute is one of a recurrence's times. */
function matches(recurrence: Recurrence, time: Date): boolean {
  if (time.getTime() % MINUTE !== 0) return false;
  const { timeZone, frequency } = recurrence;
  const pace = frequency.kind === 'once' ? 1440 : frequency.every * (frequency.unit === 'hours' ? 60 : 1);
  const now = wall(time, timeZone);
  const onTime = isDay(recurrence, now.date) && isTime(frequency, now.time);
  if (pace <= 60) return onTime;
  if (onTime && !shownBefore(time, now, timeZone)) return true;
  return jumped(time, timeZone).some((one) => isDay(recurrence, one.date) && isTime(frequency, one.time));
}

/** Whether the wall has shown the same within the day before. */
function shownBefore(time: Date, now: Wall, timeZone: string): boolean {
  for (let back = 15; back <= 180; back += 15) {
    const earlier = wall(new Date(time.getTime() - back * MINUTE), timeZone);
    if (earlier.time === now.time && earlier.date === now.date) return true;
  }
  return false;
}

/** What the wall would have shown between the minute before and this one, when it jumped. */
function jumped(time: Date, timeZone: string): Wall[] {
  const stamp = ({ date: one, time: clockTime }: Wall) => Date.parse(`${one}T${clockTime}:00Z`);
  const before = stamp(wall(new Date(time.getTime() - MINUTE), timeZone));
  const now = stamp(wall(time, timeZone));
  const left: Wall[] = [];
  for (let local = before + MINUTE; local < now; local += MINUTE) left.push(wall(new Date(local), 'UTC'));
  return left;
}

function isTime(frequency: Frequency, time: string): boolean {
  if (frequency.kind === 'once') return time === frequency.at;
  if (time < frequency.from || time > frequency.until) return false;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const pace = frequency.every * (frequency.unit === 'hours' ? 60 : 1);
  return (minutes(time) - minutes(frequency.from)) % pace === 0;
}

function isDay({ occurrence, startDate, endDate }: Recurrence, today: string): boolean {
  if (today < startDate || (endDate !== undefined && today > endDate)) return false;
  const start = new Date(`${startDate}T00:00:00Z`);
  const now = new Date(`${today}T00:00:00Z`);
  const days = Math.round((now.getTime() - start.getTime()) / 86_400_000);
  const months = (now.getUTCFullYear() - start.getUTCFullYear()) * 12 + now.getUTCMonth() - start.getUTCMonth();
  const { weekday } = wall(now, 'UTC');
  const monthLength = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
  switch (occurrence.kind) {
    case 'daily':
      return days % occurrence.every === 0;
    case 'weekly': {
      const sinceMonday = (start.getUTCDay() + 6) % 7;
      return (
        occurrence.days.some((one) => one === weekday) && Math.floor((days + sinceMonday) / 7) % occurrence.every === 0
      );
    }
    case 'monthly-day':
      return months % occurrence.every === 0 && now.getUTCDate() === Math.min(occurrence.day, monthLength);
    case 'monthly-weekday': {
      const nth = Math.ceil(now.getUTCDate() / 7);
      const wanted = ['first', 'second', 'third', 'fourth'].indexOf(occurrence.nth) + 1;
      const isNth = occurrence.nth === 'last' ? now.getUTCDate() + 7 > monthLength : nth === wanted;
      return months % occurrence.every === 0 && weekday === occurrence.weekday && isNth;
    }
  }
}
