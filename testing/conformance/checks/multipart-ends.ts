import { expect } from 'vitest';
import { type Check, expectError, sampleBytes, textOf } from '../check.ts';
import { begin, PART_BYTES, send } from './multipart-parts.ts';

/** Ends that are refused, and what comes after an end. */
export const multipartEndChecks: readonly Check[] = [
  {
    name: 'an aborted upload has no parts to list',
    run: async (bench) => {
      const upload = await begin(bench);
      await send(bench, upload, 1, Buffer.from('x'));
      await bench.s3.abortMultipartUpload(upload);
      await expectError(bench.s3.listParts(upload), 'NoSuchUpload', 404);
    },
    ceph: { reason: 'answers NoSuchKey', failure: /NoSuchKey 404/ },
  },
  {
    name: 'an aborted upload takes no more parts',
    run: async (bench) => {
      const upload = await begin(bench);
      await bench.s3.abortMultipartUpload(upload);
      await expectError(send(bench, upload, 1, Buffer.from('x')), 'NoSuchUpload', 404);
    },
  },
  {
    name: 'an aborted upload can not be ended',
    run: async (bench) => {
      const upload = await begin(bench);
      const part = await send(bench, upload, 1, Buffer.from('x'));
      await bench.s3.abortMultipartUpload(upload);
      const complete = bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [part] } });
      await expectError(complete, 'NoSuchUpload', 404);
    },
    ceph: { reason: 'answers InternalError', failure: /InternalError 500/ },
  },
  {
    name: 'a part that is too small, but for the last, is refused at the end',
    run: async (bench) => {
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, Buffer.from('x')), await send(bench, upload, 2, Buffer.from('y'))];
      const complete = bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      await expectError(complete, 'EntityTooSmall', 400);
    },
  },
  {
    name: 'a part with another ETag, or one never sent, is refused at the end',
    run: async (bench) => {
      const upload = await begin(bench);
      const part = await send(bench, upload, 1, Buffer.from('x'));
      for (const wrong of [
        { ...part, ETag: `"${'0'.repeat(32)}"` },
        { ...part, PartNumber: 2 },
      ]) {
        const complete = bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [wrong] } });
        await expectError(complete, 'InvalidPart', 400);
      }
    },
  },
  {
    name: 'parts listed out of order are refused at the end',
    run: async (bench) => {
      const upload = await begin(bench);
      const one = await send(bench, upload, 1, sampleBytes(PART_BYTES));
      const two = await send(bench, upload, 2, Buffer.from('y'));
      const complete = bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [two, one] } });
      await expectError(complete, 'InvalidPartOrder', 400);
    },
    ceph: { reason: 'sorts the parts itself', failure: /the call succeeded/ },
  },
  {
    name: 'a part number outside 1 … 10,000 is refused',
    run: async (bench) => {
      const upload = await begin(bench);
      for (const n of [0, 10_001]) await expectError(send(bench, upload, n, Buffer.from('x')), 'InvalidArgument', 400);
    },
    ceph: { reason: 'takes any number', failure: /the call succeeded/ },
  },
  {
    name: 'an end without parts is refused',
    run: async (bench) => {
      const upload = await begin(bench);
      const complete = bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [] } });
      await expectError(complete, 'MalformedXML', 400);
    },
  },
  {
    name: 'ending twice gives the same answer',
    run: async (bench) => {
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, Buffer.from('x'))];
      const first = await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      const again = await bench.s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      expect(again.ETag).toBe(first.ETag);
    },
    ceph: { reason: 'names the ETag the second time only', failure: /to be ''/ },
  },
  {
    name: 'If-None-Match: * at the end refuses to replace',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const upload = await begin(bench);
      const Parts = [await send(bench, upload, 1, Buffer.from('new'))];
      await s3.putObject({ Bucket: bucket, Key: 'big', Body: 'old' });
      const complete = s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts }, IfNoneMatch: '*' });
      await expectError(complete, 'PreconditionFailed', 412);
      expect(await textOf(s3, bucket, 'big')).toBe('old');
    },
    ceph: { reason: 'ignores conditions on CompleteMultipartUpload', failure: /the call succeeded/ },
  },
];
