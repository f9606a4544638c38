import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Pages of a storage, each as slow as it is with so many at a time. */
function run(
  pace: Pace,
  pages: number,
  milliseconds: (atOnce: number) => number,
  waited = true,
  keys = 1000,
): number[] {
  const targets: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    pace.page(milliseconds(pace.target), keys, pace.target - 1, waited);
    targets.push(pace.target);
  }
  return targets;
}

test('from afar it grows to the most within a few pages, and stays there', () => {
  const targets = run(new Pace({ most: 16 }), 40, () => 80);
  expect(targets.slice(0, 2)).toEqual([1, 1]);
  expect(targets[10]).toBe(16);
  expect(targets.at(-1)).toBe(16);
});

test('where more at a time only take longer it goes back to what helped', () => {
  const pace = new Pace({ most: 16 });
  run(pace, 12, (atOnce) => 8 * Math.max(1, atOnce / 2));
  expect(pace.target).toBe(2);
});

test('where nothing helps it stays with one', () => {
  const pace = new Pace({ most: 16 });
  run(pace, 6, (atOnce) => 8 * atOnce);
  expect(pace.target).toBe(1);
});

test('it does not grow while nobody waits', () => {
  const pace = new Pace({ most: 16 });
  run(pace, 50, () => 80, false);
  expect(pace.target).toBe(1);
});

test('a storage that asks for fewer requests gets half as many, and is left alone for a while', () => {
  const pace = new Pace({ most: 16 });
  run(pace, 30, () => 80);
  pace.slowDown();
  expect(run(pace, 10, () => 80)).toEqual(Array.from({ length: 10 }, () => 8));
  pace.slowDown();
  pace.slowDown();
  pace.slowDown();
  pace.slowDown();
  expect(pace.target).toBe(1);
});
