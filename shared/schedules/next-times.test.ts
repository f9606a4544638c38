import { describe, expect, test } from 'vitest';
import { nextTimes } from './next-times.ts';
import { type Frequency, type Occurrence, Recurrence } from './recurrence.ts';

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
