import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_TIMES, nextTimes } from './next-times.ts';
import type { Recurrence } from './recurrence.ts';
import { matches } from './test-support/by-the-clock.ts';
import { frequencies, instants, recurrences } from './test-support/recurrences.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
        const recurrence: Recurrence = {
          occurrence: { kind: 'daily', every: 1 },
          frequency,
          startDate: '2005-01-01',
          timeZone,
        };
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
