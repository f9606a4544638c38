import { expect, test } from 'vitest';
import { minimapRows, TONES } from './minimap-rows.ts';

const operations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ operationId: `opn_${index}`, y: index * 176, height: 156 }));
const rank = (tone: (typeof TONES)[number]) => 1 + TONES.indexOf(tone);

test('a few operations are bars with gaps between them', () => {
  const rows = minimapRows(operations(3), 20 / 176, 60, () => 'idle');
  expect(rows.slice(0, 18).every((row) => row === 1)).toBe(true);
  expect([...rows.slice(18, 21)]).toEqual([0, 0, 1]);
});

test('of many operations on one row the one that matters most is seen', () => {
  const rows = minimapRows(operations(5000), 200 / (5000 * 176), 200, (id) =>
    id === 'opn_2501' ? 'error' : 'success',
  );
  expect(rows.filter((row) => row === rank('error'))).toHaveLength(1);
  expect(rows[100]).toBe(rank('error'));
  expect(rows.every((row) => row > 0)).toBe(true);
});
