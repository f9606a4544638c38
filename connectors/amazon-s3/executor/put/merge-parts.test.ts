import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutInParts } from '../plan/parts.ts';
import type { DonePart } from './done-parts.ts';
import { type ListedPart, mergeParts } from './merge-parts.ts';

const crc = (value: string) => ({ algorithm: 'CRC32', value }) as const;
const eTag = fc.constantFrom('"a"', '"b"', 'a', 'b');
const crcText = fc.constantFrom('AAAAAA==', 'BBBBBB==');
const number = fc.integer({ min: 1, max: 6 });
const size = fc.constantFrom(10, 7, 3);

const recorded = fc.uniqueArray(
  fc.record({
    number,
    length: size,
    eTag,
    checksum: fc.option(crcText.map(crc), { nil: undefined }),
    computed: fc.option(crcText.map(crc), { nil: undefined }),
  }),
  { selector: (part: DonePart) => part.number },
);
const listed = fc.uniqueArray(fc.record({ number, size, eTag, crc32: fc.option(crcText, { nil: undefined }) }), {
  selector: (part: ListedPart) => part.number,
});
const bare = (text: string | undefined) => text?.replaceAll('"', '');

test('every part is in exactly one of the three, and nothing counts as there that the storage has not, or has otherwise', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), recorded, listed, (total, records, there) => {
      const plan = cutInParts(total, 10);
      const { done, unproven, missing } = mergeParts(plan, records, there);
      const numbers = [...done, ...unproven.map(({ part }) => part), ...missing].map((part) => part.number);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(plan.map((part) => part.number));
      for (const part of done) {
        const found = there.find((one) => one.number === part.number);
        const record = records.find((one) => one.number === part.number);
        expect(found?.size).toBe(plan[part.number - 1]?.length);
        expect(part.length).toBe(found?.size);
        expect(bare(part.eTag)).toBe(bare(found?.eTag));
        // Either it was recorded, or the storage itself has verified it.
        expect(record !== undefined || found?.crc32 !== undefined).toBe(true);
        if (record) expect(part).toBe(record);
        const told = (part.checksum ?? part.computed)?.value;
        if (told !== undefined && found?.crc32 !== undefined) expect(told).toBe(found.crc32);
      }
      for (const { part, listed: found } of unproven) {
        expect(records.some((one) => one.number === part.number)).toBe(false);
        expect(found).toMatchObject({ number: part.number, size: part.length, crc32: undefined });
      }
    }),
  );
});

test('what was recorded and is listed the same is never sent again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.boolean()), (total, has) => {
      const plan = cutInParts(total, 10);
      const sent = plan.filter((_, index) => has[index]);
      const records = sent.map((part) => ({ ...part, eTag: '"a"', checksum: crc('AAAAAA=='), computed: undefined }));
      const there = sent.map((part) => ({ ...part, size: part.length, eTag: 'a', crc32: 'AAAAAA==' }));
      const { done, unproven, missing } = mergeParts(plan, records, there);
      expect(done).toEqual(records);
      expect(unproven).toEqual([]);
      expect(missing).toEqual(plan.filter((part) => !sent.includes(part)));
    }),
  );
});
