import { expect, test } from 'vitest';
import { openedLine, writtenLine } from './receipt.ts';

const where = { bucket: 'inbox', key: '2026/a b.pdf' };

test('what is read and what was written is told with size, ETag, version and proof', () => {
  const headers = { etag: '"abc"', 'content-type': 'application/pdf', 'x-amz-version-id': 'v7' };
  expect(openedLine(where, headers, 1522)).toBe(
    'Reads the object "2026/a b.pdf" in the bucket "inbox": 1,522 bytes, application/pdf, ETag abc, version v7.',
  );
  expect(openedLine(where, {}, undefined)).toContain('of unknown size');
  const checksum = { algorithm: 'CRC32', value: 'AAAAAA==' };
  expect(writtenLine(where, { headers: {}, eTag: 'abc', size: 1, checksum })).toBe(
    'Wrote the object "2026/a b.pdf" in the bucket "inbox": 1 byte, ETag abc, CRC32 AAAAAA== verified.',
  );
  expect(writtenLine(where, { headers: {}, eTag: 'abc', size: 2, checksum: undefined })).toContain(
    '2 bytes, ETag abc, no checksum from the storage',
  );
});
