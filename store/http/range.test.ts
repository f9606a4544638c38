import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCopyRange, parseRange } from './range.ts';

test('a range selects the bytes that slicing would', () => {
  const data = Buffer.from(Array.from({ length: 20 }, (_, i) => i));
  const place = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), place, place, (size, from, to) => {
      const object = data.subarray(0, size);
      const bytes = (header: string): Buffer => {
        const range = parseRange(header, size);
        return range === undefined ? object : object.subarray(range.first, range.last + 1);
      };
      if (from < size && to >= from) expect(bytes(`bytes=${from}-${to}`)).toEqual(object.subarray(from, to + 1));
      if (from < size) expect(bytes(`bytes=${from}-`)).toEqual(object.subarray(from));
      if (to > 0) expect(bytes(`bytes=-${to}`)).toEqual(object.subarray(-to));
      if (from >= size)
        expect(() => bytes(`bytes=${from}-`)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
    }),
  );
});

test.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=0-1,3-4', ''])('%s is ignored', (header) => {
  expect(parseRange(header, 10)).toBeUndefined();
});

test('a copy range must be whole and inside', () => {
  expect(parseCopyRange('bytes=0-9', 10)).toEqual({ first: 0, last: 9 });
  expect(() => parseCopyRange('bytes=0-10', 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
  expect(() => parseCopyRange('bytes=3-', 10)).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
});
