import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { type Check, expectError, expectStatus, sampleBytes } from '../check.ts';
import { crc32Base64 } from '../framing.ts';

const UNKNOWN = { reason: 'knows no additional checksums', failure: /undefined|the call succeeded|null/ } as const;
const PART = 5 * 1024 * 1024;
const TEXT = '123456789';

/** The check values of the CRCs are published; those of the hashes are computed here. */
const VALUES = {
  CRC32: 'y/Q5Jg==',
  CRC32C: '4waSgw==',
  CRC64NVME: 'rosUhgp5mIg=',
  SHA1: createHash('sha1').update(TEXT).digest('base64'),
  SHA256: createHash('sha256').update(TEXT).digest('base64'),
} as const;

const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

export const checksumChecks: readonly Check[] = [
  ...ALGORITHMS.map(
    (algorithm): Check => ({
      name: `${algorithm} given with an upload is checked, kept and told when asked for`,
      run: async ({ s3, raw, bucket }) => {
        const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
        const headers = { [name]: VALUES[algorithm], 'x-amz-sdk-checksum-algorithm': algorithm };
        const put = await raw.send({ method: 'PUT', path: `/${bucket}/k`, body: Buffer.from(TEXT), headers });
        expect([put.status, put.headers[name]]).toEqual([200, VALUES[algorithm]]);
        const head = await s3.headObject({ Bucket: bucket, Key: 'k', ChecksumMode: 'ENABLED' });
        expect(head[`Checksum${algorithm}`]).toBe(VALUES[algorithm]);
        expect((await s3.headObject({ Bucket: bucket, Key: 'k' }))[`Checksum${algorithm}`]).toBeUndefined();
        const wrong = await raw.send({ method: 'PUT', path: `/${bucket}/wrong`, body: Buffer.from('other'), headers });
        expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('<Code>BadDigest</Code>')]);
        await expectStatus(s3.headObject({ Bucket: bucket, Key: 'wrong' }), 404);
      },
      ceph: UNKNOWN,
    }),
  ),
  {
    name: 'a checksum that is none is refused',
    run: async ({ raw, bucket }) => {
      const headers = { 'x-amz-checksum-crc32': 'zz' };
      const { status } = await raw.send({ method: 'PUT', path: `/${bucket}/k`, body: Buffer.from('x'), headers });
      expect(status).toBe(400);
    },
    ceph: { ...UNKNOWN, failure: /200/ },
  },
  {
    name: 'Content-MD5 is checked',
    run: async ({ s3, bucket }) => {
      const right = createHash('md5').update('x').digest('base64');
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x', ContentMD5: right });
      const put = (ContentMD5: string): Promise<unknown> =>
        s3.putObject({ Bucket: bucket, Key: 'wrong', Body: 'y', ContentMD5 });
      await expectError(put(right), 'BadDigest', 400);
      await expectError(put('bm8='), 'InvalidDigest', 400);
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'wrong' }), 404);
    },
  },
  {
    name: 'an upload with an unsigned trailing checksum is decoded and checked',
    run: async ({ raw, bucket }) => {
      const body = sampleBytes(200_000);
      const path = `/${bucket}/k`;
      const put = await raw.send({ method: 'PUT', path, body, form: 'unsigned-trailer' });
      expect([put.status, put.headers['x-amz-checksum-crc32']]).toEqual([200, crc32Base64(body)]);
      const tamper = (wire: Buffer): Buffer => {
        const changed = Buffer.from(wire);
        changed[1000] = (changed[1000] ?? 0) ^ 1;
        return changed;
      };
      const bad = await raw.send({ method: 'PUT', path, body, form: 'unsigned-trailer', tamper });
      expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('<Code>BadDigest</Code>')]);
    },
    ceph: { reason: 'refuses trailing checksums', failure: /expected \[ 4(00|11), undefined \]/ },
  },
  {
    name: 'parts have checksums, and so has the object composed of them',
    run: async ({ s3, bucket }) => {
      const at = { Bucket: bucket, Key: 'k' };
      const { UploadId } = await s3.createMultipartUpload({ ...at, ChecksumAlgorithm: 'SHA256' });
      const bodies = [sampleBytes(PART), Buffer.from('tail')];
      const sums = bodies.map((body) => createHash('sha256').update(body).digest());
      const Parts: { PartNumber: number; ETag: string | undefined; ChecksumSHA256: string | undefined }[] = [];
      for (const [i, Body] of bodies.entries()) {
        const part = await s3.uploadPart({ ...at, UploadId, PartNumber: i + 1, Body, ChecksumAlgorithm: 'SHA256' });
        expect(part.ChecksumSHA256).toBe(sums[i]?.toString('base64'));
        Parts.push({ PartNumber: i + 1, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 });
      }
      const done = await s3.completeMultipartUpload({ ...at, UploadId, MultipartUpload: { Parts } });
      const composed = `${createHash('sha256').update(Buffer.concat(sums)).digest('base64')}-2`;
      expect([done.ChecksumSHA256, done.ChecksumType]).toEqual([composed, 'COMPOSITE']);
      const head = await s3.headObject({ ...at, ChecksumMode: 'ENABLED' });
      expect([head.ChecksumSHA256, head.ChecksumType]).toEqual([composed, 'COMPOSITE']);
    },
    ceph: UNKNOWN,
  },
  {
    name: 'an object of parts can have the checksum of its whole',
    run: async ({ s3, bucket }) => {
      const at = { Bucket: bucket, Key: 'k' };
      const { UploadId } = await s3.createMultipartUpload({
        ...at,
        ChecksumAlgorithm: 'CRC32',
        ChecksumType: 'FULL_OBJECT',
      });
      const bodies = [sampleBytes(PART), sampleBytes(PART, 5), Buffer.from('tail')];
      const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for (const [i, Body] of bodies.entries()) {
        const { ETag } = await s3.uploadPart({ ...at, UploadId, PartNumber: i + 1, Body, ChecksumAlgorithm: 'CRC32' });
        Parts.push({ PartNumber: i + 1, ETag });
      }
      const whole = crc32Base64(Buffer.concat(bodies));
      const wrong = s3.completeMultipartUpload({
        ...at,
        UploadId,
        MultipartUpload: { Parts },
        ChecksumCRC32: 'AAAAAA==',
      });
      await expectError(wrong, 'BadDigest', 400);
      const done = await s3.completeMultipartUpload({
        ...at,
        UploadId,
        MultipartUpload: { Parts },
        ChecksumCRC32: whole,
      });
      expect([done.ChecksumCRC32, done.ChecksumType]).toEqual([whole, 'FULL_OBJECT']);
    },
    ceph: UNKNOWN,
  },
];
