import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GiB, MiB } from '../plan/parts.ts';
import { evenCut, likelyCut, partSizeOf } from './cut.ts';

const sizes = fc.integer({ min: 1, max: 5000 * GiB });
const sum = (cut: readonly number[]) => cut.reduce((total, length) => total + length, 0);

test('an even cut is the object, in as many parts as there are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 5120 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(),
      (mebibytes, full, rest) => {
        const partSize = mebibytes * MiB;
        const size = full * partSize + (rest % partSize);
        const count = Math.ceil(size / partSize);
        const cut = evenCut(size, partSize, count) ?? [];
        expect(cut.length).toBe(count);
        expect(sum(cut)).toBe(size);
        if (count > 1) expect(partSizeOf(cut)).toBe(partSize);
        expect(evenCut(size, partSize, count + 1)).toBeUndefined();
      },
    ),
    { numRuns: 100 },
  );
});

test('the likeliest cut makes the object in that number of parts, all of a size that an upload can have', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 1000 }), (size, count) => {
      const cut = likelyCut(size, count);
      if (!cut) return;
      expect(cut.length).toBe(count);
      expect(sum(cut)).toBe(size);
      expect(cut.every((length) => length > 0)).toBe(true);
      if (count > 1) expect(partSizeOf(cut)).toBe(cut[0]);
    }),
    { numRuns: 200 },
  );
});

test.each([5, 8, 16, 64, 512])('parts of %i MiB are found by their number', (mebibytes) => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 1000 }), fc.integer({ min: 1, max: MiB }), (full, rest) => {
      // Of so many parts, only one size in whole mebibytes makes that number.
      const size = full * mebibytes * MiB + rest;
      if (full >= mebibytes) expect(likelyCut(size, full + 1)?.[0]).toBe(mebibytes * MiB);
    }),
    { numRuns: 50 },
  );
});

test('what cannot be is no cut', () => {
  expect(likelyCut(100, 2)).toBeUndefined();
  expect(likelyCut(100, 1)).toEqual([100]);
  expect(evenCut(0, 5, 0)).toBeUndefined();
  expect(evenCut(10, 0, 1)).toBeUndefined();
  expect(partSizeOf([6 * MiB, 5 * MiB, MiB])).toBeUndefined();
  expect(partSizeOf([5 * MiB, 6 * MiB])).toBeUndefined();
  expect(partSizeOf([MiB, MiB])).toBeUndefined();
  expect(partSizeOf([])).toBeUndefined();
});
