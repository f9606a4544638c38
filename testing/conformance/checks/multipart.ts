import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { bytesOf, type Check, expectStatus, sampleBytes, textOf } from '../check.ts';
import { begin, PART_BYTES, send } from './multipart-parts.ts';

const MIB = 1024 * 1024;

function md5(data: Buffer): Buffer {
  return createHash('md5').update(data).digest();
}

export const multipartChecks: readonly Check[] = [
  {
    name: 'parts become one object, with the ETag of their MD5s, its type and its metadata',
    run: async (bench) => {
      const [one, two] = [sampleBytes(PART_BYTES, 1), sampleBytes(MIB, 2)];
      const upload = await begin(bench, { Metadata: { a: 'b' }, ContentType: 'text/plain' });
      const Parts = [await send(bench, upload, 1, one), await send(bench, upload, 2, two)];
      const done = await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      const etag = `"${md5(Buffer.concat([md5(one), md5(two)])).toString('hex')}-2"`;
      expect([done.Bucket, done.Key]).toEqual([bench.bucket, 'big']);
      const head = await bench.s3.headObject({ Bucket: bench.bucket, Key: 'big' });
      expect(head).toMatchObject({
        ETag: etag,
        ContentLength: PART_BYTES + MIB,
        ContentType: 'text/plain',
        Metadata: { a: 'b' },
      });
      expect((await bytesOf(bench.s3, bench.bucket, 'big')).equals(Buffer.concat([one, two]))).toBe(true);
    },
  },
  {
    name: 'the answer to the end of an upload names the ETag',
    run: async (bench) => {
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, Buffer.from('x'))];
      const { ETag } = await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      expect(ETag).toBe((await bench.s3.headObject({ Bucket: bench.bucket, Key: 'big' })).ETag);
    },
    ceph: { reason: 'leaves the ETag empty', failure: /expected '' to be/ },
  },
  {
    name: 'a range across parts comes back byte for byte',
    run: async (bench) => {
      const [one, two] = [sampleBytes(PART_BYTES, 1), sampleBytes(PART_BYTES, 2)];
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, one), await send(bench, upload, 2, two)];
      await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      const got = await bench.s3.getObject({
        Bucket: bench.bucket,
        Key: 'big',
        Range: `bytes=${PART_BYTES - 1000}-${PART_BYTES + 999}`,
      });
      const wanted = Buffer.concat([one.subarray(-1000), two.subarray(0, 1000)]);
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(wanted)).toBe(true);
    },
  },
  {
    name: 'parts may come in any order, be sent again, and leave numbers out',
    run: async (bench) => {
      const upload = await begin(bench);
      const last = await send(bench, upload, 9, Buffer.from('last'));
      await send(bench, upload, 3, sampleBytes(PART_BYTES, 7));
      const first = await send(bench, upload, 3, sampleBytes(PART_BYTES, 8));
      await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [first, last] } });
      const wanted = Buffer.concat([sampleBytes(PART_BYTES, 8), Buffer.from('last')]);
      expect((await bytesOf(bench.s3, bench.bucket, 'big')).equals(wanted)).toBe(true);
    },
  },
  {
    name: 'a part that the end does not list is left out',
    run: async (bench) => {
      const upload = await begin(bench);
      const first = await send(bench, upload, 1, Buffer.from('used'));
      await send(bench, upload, 2, Buffer.from('not used'));
      await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [first] } });
      expect(await textOf(bench.s3, bench.bucket, 'big')).toBe('used');
    },
    ceph: { reason: 'wants all parts to be listed', failure: /InvalidPart/ },
  },
  {
    name: 'nothing is to be seen before the end, and what was there stays until then',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const upload = await begin(bench);
      const part = await send(bench, upload, 1, Buffer.from('new'));
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'big' }), 404);
      expect((await s3.listObjectsV2({ Bucket: bucket })).KeyCount).toBe(0);
      await s3.putObject({ Bucket: bucket, Key: 'big', Body: 'old' });
      expect(await textOf(s3, bucket, 'big')).toBe('old');
      await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [part] } });
      expect(await textOf(s3, bucket, 'big')).toBe('new');
    },
  },
  {
    name: 'parts are listed, page by page',
    run: async (bench) => {
      const upload = await begin(bench);
      for (const n of [2, 4, 6]) await send(bench, upload, n, Buffer.from(`part ${n}`));
      const first = await bench.s3.listParts({ ...upload, MaxParts: 2 });
      expect(first.Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag])).toEqual(
        [2, 4].map((n) => [n, 6, `"${md5(Buffer.from(`part ${n}`)).toString('hex')}"`]),
      );
      expect([first.IsTruncated, String(first.NextPartNumberMarker)]).toEqual([true, '4']);
      const second = await bench.s3.listParts({ ...upload, PartNumberMarker: first.NextPartNumberMarker });
      expect([second.Parts?.map(({ PartNumber }) => PartNumber), second.IsTruncated]).toEqual([[6], false]);
    },
  },
  {
    name: 'uploads in progress are listed, and no longer after their end',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const upload = await begin(bench);
      const other = await s3.createMultipartUpload({ Bucket: bucket, Key: 'folder/other' });
      const list = async (Prefix?: string): Promise<(string | undefined)[]> =>
        ((await s3.listMultipartUploads({ Bucket: bucket, Prefix })).Uploads ?? []).map(({ UploadId }) => UploadId);
      expect(await list()).toEqual([upload.UploadId, other.UploadId]);
      expect(await list('folder/')).toEqual([other.UploadId]);
      await s3.abortMultipartUpload({ Bucket: bucket, Key: 'folder/other', UploadId: other.UploadId });
      expect(await list()).toEqual([upload.UploadId]);
    },
  },
  {
    name: 'one part of an object can be read by its number',
    run: async (bench) => {
      const upload = await begin(bench);
      const Parts = [
        await send(bench, upload, 1, sampleBytes(PART_BYTES)),
        await send(bench, upload, 2, Buffer.from('second')),
      ];
      await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      const got = await bench.s3.getObject({ Bucket: bench.bucket, Key: 'big', PartNumber: 2 });
      expect([await got.Body?.transformToString(), got.PartsCount]).toEqual(['second', 2]);
    },
    ceph: { reason: 'has no GET by part number: sends the whole object', failure: /toEqual|second|deeply equal/ },
  },
  {
    name: 'an object of parts that is replaced or deleted is wholly gone',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, sampleBytes(PART_BYTES))];
      await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      await s3.putObject({ Bucket: bucket, Key: 'big', Body: 'small' });
      expect(await textOf(s3, bucket, 'big')).toBe('small');
      await s3.deleteObject({ Bucket: bucket, Key: 'big' });
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'big' }), 404);
    },
  },
];
