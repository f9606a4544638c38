import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExactTime,
  formatRate,
  formatTime,
  formatTimeLeft,
} from './format.ts';

describe('sizes', () => {
  test('are written in decimal units with three digits at most', () => {
    expect([0, 1, 999, 1000, 12_400_000, 999_999, 128e6, 1.5e12].map(formatBytes)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '12.4 MB',
      '1 MB',
      '128 MB',
      '1.5 TB',
    ]);
  });

  test('never show four digits before the unit, below a thousand petabytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(formatBytes(bytes)).toMatch(/^\d{1,3}(\.\d{1,2})? (kB|MB|GB|TB|PB)$/);
      }),
    );
  });

  test('rates carry the second', () => {
    expect([0, 1, 512.4, 12_400_000].map(formatRate)).toEqual(['0 B/s', '1 B/s', '512 B/s', '12.4 MB/s']);
  });

  test('counts have thousands', () => {
    expect(formatCount(100000)).toBe('100,000');
  });
});

test('durations use the two largest units that matter', () => {
  expect([0, 85, 4210, 59_960, 125_000, 11_520_000].map(formatDuration)).toEqual([
    '0 ms',
    '85 ms',
    '4.2 s',
    '1 min 0 s',
    '2 min 5 s',
    '3 h 12 min',
  ]);
});

describe('times', () => {
  const at = new Date(2026, 4, 3, 14, 5, 9);
  test('of today are the time alone; others have the day, and the year when it differs', () => {
    expect(formatTime(at.toISOString(), new Date(2026, 4, 3, 23, 0))).toBe('14:05:09');
    expect(formatTime(at.toISOString(), new Date(2026, 4, 4, 0, 1))).toBe('3 May, 14:05:09');
    expect(formatTime(at.toISOString(), new Date(2027, 0, 1))).toBe('3 May 2026, 14:05:09');
  });

  test('exactly: with the milliseconds in UTC', () => {
    expect(formatExactTime('2026-05-03T12:05:09.123Z')).toContain('2026-05-03T12:05:09.123Z');
  });
});

test('the time left is told no more exactly than it can be known', () => {
  expect([3, 31, 80, 130, 3590, 7300, 9000].map((seconds) => formatTimeLeft(seconds * 1000))).toEqual([
    'a few seconds left',
    'about 40 s left',
    'about 1 min left',
    'about 2 min left',
    'about 1 h left',
    'about 2 h left',
    'about 2 h 30 min left',
  ]);
});
