import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST_OBJECT, LARGEST_SINGLE_PUT, MOST_PARTS, partSize, planPut } from './plan.ts';

const MiB = 1024 ** 2;

test('parts cover any object without a gap, are large enough, and never more than S3 takes', () => {
  const size = fc.oneof(
    fc.integer({ min: LARGEST_SINGLE_PUT + 1, max: 1024 ** 5 }),
    fc.constantFrom(LARGEST_SINGLE_PUT + 1, 5 * 1024 ** 4, 48.8 * 1024 ** 4),
  );
  fc.assert(
    fc.property(size, (bytes) => {
      const length = partSize(Math.floor(bytes));
      const count = Math.ceil(Math.floor(bytes) / length);
      expect(count).toBeLessThanOrEqual(MOST_PARTS);
      expect(length).toBeGreaterThanOrEqual(16 * MiB);
      expect(length % MiB).toBe(0);
    }),
  );
  const plan = planPut(5 * 1024 ** 3 + 1, true);
  const parts = plan.way === 'parts' ? plan.parts : [];
  expect(parts[0]).toEqual({ number: 1, offset: 0, length: 16 * MiB });
  for (const [index, part] of parts.entries()) {
    expect(part.number).toBe(index + 1);
    expect(part.offset).toBe(index * 16 * MiB);
  }
  expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(5 * 1024 ** 3 + 1);
});

test('the largest object S3 takes fits', () => {
  expect(Math.ceil(LARGEST_OBJECT / partSize(LARGEST_OBJECT))).toBe(MOST_PARTS);
});

test('small objects are one PUT; what cannot be read again is collected', () => {
  expect(planPut(0, true)).toEqual({ way: 'stream' });
  expect(planPut(LARGEST_SINGLE_PUT, true)).toEqual({ way: 'stream' });
  expect(planPut(undefined, true)).toEqual({ way: 'collect' });
  expect(planPut(10, false)).toEqual({ way: 'collect' });
});
