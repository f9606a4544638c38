import { expect, test } from 'vitest';
import { CopyRefusals } from './copy-refusals.ts';

const pair = { account: 'a', from: 'in', to: 'out' };
const MINUTES = 60_000;

test('what is denied between two buckets is remembered for a while, for just these and this account', () => {
  const refusals = new CopyRefusals();
  refusals.between(pair, 'Denied.', 0);
  expect(refusals.of(pair, 9 * MINUTES)).toBe('Denied.');
  expect(refusals.of(pair, 11 * MINUTES)).toBeUndefined();
  expect(refusals.of({ ...pair, to: 'other' }, 0)).toBeUndefined();
  expect(refusals.of({ ...pair, account: 'b' }, 0)).toBeUndefined();
  expect(refusals.isEverywhere).toBe(false);
});

test('a storage that knows no copies is not asked for any', () => {
  const refusals = new CopyRefusals();
  refusals.everywhere('Not implemented.');
  expect(refusals.of(pair, 1000 * MINUTES)).toBe('Not implemented.');
  expect(refusals.isEverywhere).toBe(true);
});

test('however many are denied, what is remembered stays bounded', () => {
  const refusals = new CopyRefusals();
  for (let bucket = 0; bucket < 5000; bucket += 1) refusals.between({ ...pair, to: `b${bucket}` }, 'Denied.', 0);
  expect(refusals.of({ ...pair, to: 'b0' }, 0)).toBeUndefined();
  expect(refusals.of({ ...pair, to: 'b4999' }, 0)).toBe('Denied.');
});
