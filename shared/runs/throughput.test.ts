import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_POINTS, NO_THROUGHPUT, withPoint } from './throughput.ts';

test('points that are too near are left out, those far enough are kept', () => {
  let course = NO_THROUGHPUT;
  for (const [time, bytes] of [
    [0, 0],
    [100, 10],
    [600, 60],
  ] as const)
    course = withPoint(course, [time, bytes, 1]);
  expect(course.points).toEqual([
    [0, 0, 1],
    [600, 60, 1],
  ]);
});

test('a later attempt begins anew', () => {
  const course = withPoint(withPoint(NO_THROUGHPUT, [5_000, 100, 1]), [10, 1, 0]);
  expect(course.points).toEqual([[10, 1, 0]]);
});

test('however long a run takes, its points stay few, ascend, and reach from its start to near its end', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 2000 }), (pauses) => {
      let course = NO_THROUGHPUT;
      let time = 0;
      for (const pause of pauses) {
        time += pause;
        course = withPoint(course, [time, time * 10, time]);
      }
      const times = course.points.map(([at]) => at);
      expect(times.length).toBeLessThanOrEqual(MOST_POINTS);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      expect(times[0]).toBe(pauses[0]);
      if (pauses.length > 0) expect(time - (times.at(-1) ?? 0)).toBeLessThanOrEqual(60_000 + course.everyMs * 2);
    }),
    { numRuns: 200 },
  );
});
