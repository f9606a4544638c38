import { expect, test } from 'vitest';
import { mergeMessages, nextFigure } from './run-figures.ts';

const message = (number: number) => ({
  number,
  at: '2026-01-01T00:00:00.000Z',
  level: 'info' as const,
  code: 'note',
  text: `message ${number}`,
});

test('a rate is the bytes between two figures over the time between them', () => {
  const first = nextFigure(undefined, 0, 0);
  expect(first.rate).toBe(0);
  expect(nextFigure(first, 1_000_000, 500).rate).toBe(2_000_000);
});

test('figures that come too close together are waited out, and a run that starts over starts from nothing', () => {
  const first = nextFigure(undefined, 1000, 0);
  expect(nextFigure(first, 2000, 10)).toBe(first);
  expect(nextFigure(first, 0, 1000).rate).toBe(0);
});

test('messages are merged in order, each once', () => {
  const known = [1, 2, 5].map(message);
  expect(mergeMessages(known, [6, 7].map(message)).map(({ number }) => number)).toEqual([1, 2, 5, 6, 7]);
  expect(mergeMessages(known, [2, 3, 4].map(message)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
});
