import { expect, test } from 'vitest';
import { chartOf, HEIGHT, mostOf, WIDTH } from './throughput-chart.ts';

test('nothing is drawn of a run with too few points, or one that moved nothing', () => {
  expect(chartOf([])).toBeNull();
  expect(
    chartOf([
      [0, 0, 0],
      [1000, 5, 1],
    ]),
  ).toBeNull();
  expect(
    chartOf([
      [0, 0, 0],
      [1000, 0, 0],
      [2000, 0, 0],
    ]),
  ).toBeNull();
});

test('the line goes from edge to edge, and reaches the top where the run was fastest', () => {
  const chart = chartOf([
    [0, 0, 0],
    [1000, 1000, 0],
    [2000, 5000, 1],
  ]);
  expect(chart).toMatchObject({ unit: 'bytes', most: 4000, milliseconds: 2000 });
  expect(chart?.line).toMatch(/^M 0 /);
  expect(chart?.line.endsWith(`L ${WIDTH} 2`)).toBe(true);
  expect(
    chart?.line
      .split(' ')
      .map(Number)
      .filter((value) => value > Math.max(WIDTH, HEIGHT)),
  ).toEqual([]);
});

test('a run that moves no bytes is drawn by its objects', () => {
  expect(
    chartOf([
      [0, 0, 0],
      [1000, 0, 10],
      [2000, 0, 40],
    ]),
  ).toMatchObject({ unit: 'objects', most: 30 });
});

test('a slow run has a rate too', () => {
  expect(mostOf({ unit: 'objects', most: 0.21 })).toBe('0.21 objects/s');
  expect(mostOf({ unit: 'objects', most: 1204.4 })).toBe('1,204 objects/s');
  expect(mostOf({ unit: 'bytes', most: 12_400_000 })).toBe('12.4 MB/s');
});
