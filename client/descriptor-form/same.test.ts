import fc from 'fast-check';
import { expect, test } from 'vitest';
import { same } from './same.ts';

test('a value equals its copy through JSON, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      const reversed = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(value))).reverse());
      expect(same(copy, JSON.parse(JSON.stringify(copy)))).toBe(true);
      expect(same(reversed, copy)).toBe(true);
    }),
  );
});

test('differences are seen at any depth', () => {
  expect(same({ a: [{ b: 1 }] }, { a: [{ b: 2 }] })).toBe(false);
  expect(same([1], [1, 2])).toBe(false);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(same({}, [])).toBe(false);
  expect(same(null, {})).toBe(false);
});
