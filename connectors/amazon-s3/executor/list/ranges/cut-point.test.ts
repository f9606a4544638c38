import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPoint, folderCut, keysBetween, type Stretch } from './cut-point.ts';
import { compareKeys } from './key-order.ts';
import { sampleOf } from './sample.ts';

const stretchOf = (keys: readonly string[], more: Partial<Stretch> = {}): Stretch => ({
  from: keys.at(-1) ?? '',
  until: undefined,
  sample: sampleOf(keys.map((key) => ({ key }))),
  prefix: '',
  ...more,
});

const character = fc.constantFrom('\u0001', '/', '0', '9', 'a', 'Z', 'ü', '\uffff', '😀');
const key = fc.string({ unit: character, minLength: 1, maxLength: 10 });

test('a cut lies inside of its stretch, is a key that can be asked for, and has the prefix', () => {
  const keys = fc.uniqueArray(key, { minLength: 2, maxLength: 40 }).map((all) => all.sort(compareKeys));
  const prefix = fc.constantFrom('', 'in/');
  fc.assert(
    fc.property(keys, fc.option(key, { nil: undefined }), prefix, fc.nat(20_000), (all, end, start, wanted) => {
      const until = end === undefined ? undefined : start + end;
      const stretch = stretchOf(
        all.map((one) => start + one),
        { until, prefix: start },
      );
      const at = cutPoint(stretch, wanted);
      if (at === undefined) return;
      expect(compareKeys(at, stretch.from)).toBeGreaterThan(0);
      if (until !== undefined) expect(compareKeys(at, until)).toBeLessThan(0);
      expect(at.startsWith(start)).toBe(true);
      expect(at.isWellFormed()).toBe(true);
      expect(encodeURIComponent(at)).not.toBe('');
    }),
  );
});

const hex = (index: number) => createHash('md5').update(String(index)).digest('hex');
const shapes = {
  numbered: Array.from({ length: 50_000 }, (_, index) => `object-${String(index).padStart(7, '0')}.bin`),
  hashed: Array.from({ length: 50_000 }, (_, index) => hex(index)).sort(),
  dated: Array.from({ length: 50_000 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(index / 500) * 86_400_000).toISOString().slice(0, 10);
    return `logs/${day}/${String(index % 500).padStart(4, '0')}.gz`;
  }),
};

test.each(Object.entries(shapes))('where keys are %s a cut has about as many before it as were wanted', (_, keys) => {
  for (const wanted of [3000, 8000, 15_000]) {
    const stretch = stretchOf(keys.slice(0, 1000));
    const at = cutPoint(stretch, wanted) ?? '';
    const before = keys.filter((one) => one <= at).length - 1000;
    expect(before).toBeGreaterThan(wanted / 4);
    expect(before).toBeLessThan(wanted * 4);
  }
});

test('where keys are even the estimate is right', () => {
  const keys = shapes.numbered;
  const estimate = keysBetween(stretchOf(keys.slice(0, 1000)), keys[21_000]);
  expect(estimate).toBeGreaterThan(15_000);
  expect(estimate).toBeLessThan(25_000);
  expect(keysBetween(stretchOf(keys.slice(0, 1000)), undefined)).toBe(Number.POSITIVE_INFINITY);
});

test('folders are cut at by how many keys they have', () => {
  const stretch = stretchOf(['a/1', 'a/2']);
  const folders = ['a/', 'b/', 'c/', 'd/', 'e/'];
  expect(folderCut(stretch, folders, 3000, 10_000)).toBe('b/');
  expect(folderCut(stretch, folders, 3000, 1000)).toBe('d/');
  expect(folderCut(stretch, folders, 90_000, 1000)).toBe('e/');
  expect(folderCut({ ...stretch, until: 'e/' }, folders, 90_000, 1000)).toBe('c/');
  expect(folderCut({ ...stretch, from: 'z' }, folders, 3000, 1000)).toBeUndefined();
});
