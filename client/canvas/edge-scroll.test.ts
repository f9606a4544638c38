import { expect, test } from 'vitest';
import { scrollAt, within } from './edge-scroll.ts';

const canvas = { left: 100, right: 1100, top: 50, bottom: 850 };

test('the canvas rests under a pointer that is in its midst', () => {
  expect(scrollAt(canvas, { x: 600, y: 400 }, 16)).toEqual({ x: 0, y: 0 });
  expect(scrollAt(canvas, { x: 156, y: 106 }, 16)).toEqual({ x: 0, y: 0 });
});

test('it scrolls towards the edge that the pointer nears, faster the nearer', () => {
  expect(scrollAt(canvas, { x: 600, y: 849 }, 16).y).toBeGreaterThan(scrollAt(canvas, { x: 600, y: 820 }, 16).y);
  expect(scrollAt(canvas, { x: 600, y: 60 }, 16).y).toBeLessThan(0);
  expect(scrollAt(canvas, { x: 1090, y: 400 }, 16).x).toBeGreaterThan(0);
  expect(scrollAt(canvas, { x: 100, y: 400 }, 16).x).toBeLessThan(0);
});

test('a pointer beyond the canvas counts as at its edge', () => {
  const beyond = within(canvas, { x: 2000, y: -40 });
  expect(beyond).toEqual({ x: 1100, y: 50 });
  expect(scrollAt(canvas, beyond, 10)).toEqual({ x: 11, y: -11 });
});

test('it scrolls by the clock, but never leaps', () => {
  const edge = { x: 600, y: 850 };
  expect(scrollAt(canvas, edge, 20).y).toBe(2 * scrollAt(canvas, edge, 10).y);
  expect(scrollAt(canvas, edge, 5000)).toEqual(scrollAt(canvas, edge, 100));
});
