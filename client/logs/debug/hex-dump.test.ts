import { expect, test } from 'vitest';
import { hexDump } from './hex-dump.ts';

test('bytes stand in rows of sixteen, with the characters among them', () => {
  expect(hexDump(Uint8Array.from([0, 72, 105, 255]))).toBe(`00000000  00 48 69 ff${' '.repeat(36)}  .Hi.`);
  const rows = hexDump(new Uint8Array(33).fill(65)).split('\n');
  expect(rows.map((row) => row.slice(0, 8))).toEqual(['00000000', '00000010', '00000020']);
  expect(rows[0]).toMatch(/ {2}A{16}$/);
  expect(hexDump(new Uint8Array())).toBe('');
});
