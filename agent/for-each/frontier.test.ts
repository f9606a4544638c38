import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frontier } from './frontier.ts';

const mark = (index: number) => `key-${String(index).padStart(6, '0')}`;

test('whoever goes on from its state does exactly what is not done, whatever was done in whatever order', () => {
  const order = fc.integer({ min: 0, max: 60 }).chain((length) =>
    fc.record({
      begun: fc.constant(length),
      done: fc.shuffledSubarray(Array.from({ length }, (_, index) => index)),
    }),
  );
  fc.assert(
    fc.property(order, ({ begun, done }) => {
      const frontier = new Frontier();
      const finish = Array.from({ length: begun }, (_, index) => frontier.begin(mark(index)));
      for (const index of done) finish[index]?.();
      const state = frontier.state();
      const left = Array.from({ length: begun }, (_, index) => mark(index)).filter(
        (one) => one > state.after && !state.done.includes(one),
      );
      const missing = Array.from({ length: begun }, (_, index) => index).filter((index) => !done.includes(index));
      expect(left).toEqual(missing.map(mark));
      expect(state.count + state.done.length).toBe(done.length);
    }),
  );
});

test('100,000 objects in order leave nothing behind', () => {
  const frontier = new Frontier(mark(41), 42);
  for (let index = 42; index < 100_042; index += 1) frontier.begin(mark(index))();
  expect(frontier.state()).toEqual({ after: mark(100_041), count: 100_042, done: [] });
  expect(frontier.beyond).toBe(0);
});
