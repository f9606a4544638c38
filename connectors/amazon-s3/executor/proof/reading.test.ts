import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compositeETag } from '../put/etag.ts';
import { Reading } from './reading.ts';
import { type Vouched, vouchedIn } from './vouched.ts';

/** The bytes, cut into parts, and into the chunks that they come in. */
const cases = fc.record({
  lengths: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
  chunk: fc.integer({ min: 1, max: 70 }),
  seed: fc.nat(),
  flipAt: fc.nat(),
});

function made(lengths: readonly number[], seed: number) {
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = Buffer.alloc(size, createHash('sha512').update(String(seed)).digest());
  let at = 0;
  const md5s = lengths.map((length) => {
    at += length;
    return hash('md5', bytes.subarray(at - length, at), 'hex');
  });
  return { bytes, eTag: compositeETag(md5s) };
}

function read(vouched: Vouched, cut: readonly number[] | undefined, bytes: Buffer, chunk: number) {
  const reading = new Reading(vouched, cut);
  for (let at = 0; at < bytes.length; at += chunk) reading.update(bytes.subarray(at, at + chunk));
  return reading.end();
}

test('an object in parts is proven by its ETag, however it comes; a bit flipped anywhere is not', () => {
  fc.assert(
    fc.property(cases, ({ lengths, chunk, seed, flipAt }) => {
      const { bytes, eTag } = made(lengths, seed);
      const vouched = { kind: 'composite', eTag, count: lengths.length } as const;
      const right = read(vouched, lengths, bytes, chunk);
      expect(right.matches).toBe(true);
      expect(read(vouched, undefined, bytes, chunk)).toEqual({ crc32: right.crc32, matches: undefined });
      const flipped = Buffer.from(bytes);
      const at = flipAt % bytes.length;
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      const wrong = read(vouched, lengths, flipped, chunk);
      expect(wrong.matches).toBe(false);
      expect(wrong.crc32).not.toBe(right.crc32);
      if (lengths.length > 1) expect(read(vouched, lengths.slice(1), bytes, chunk).matches).toBe(false);
    }),
  );
});

test('what is vouched for is the checksum, else the MD5, else that of the parts, else nothing', () => {
  const md5 = hash('md5', 'a', 'hex');
  const kinds = (headers: Record<string, string>, isRange = false) => vouchedIn(headers, isRange).kind;
  expect(kinds({ etag: `"${md5}"`, 'x-amz-checksum-crc32': 'AAAAAA==' })).toBe('checksum');
  expect(kinds({ etag: `"${md5}-2"`, 'x-amz-checksum-crc32': 'AAAAAA==-2' })).toBe('composite');
  expect(kinds({ etag: `"${md5}"` })).toBe('md5');
  expect(kinds({ etag: `"${md5}"`, 'x-amz-server-side-encryption': 'aws:kms' })).toBe('nothing');
  expect(kinds({ etag: `"${md5}-2"`, 'x-amz-server-side-encryption': 'aws:kms' })).toBe('nothing');
  expect(kinds({ etag: `"${md5}-0"` })).toBe('nothing');
  expect(kinds({})).toBe('nothing');
  expect(kinds({ etag: `"${md5}"` }, true)).toBe('nothing');
});
