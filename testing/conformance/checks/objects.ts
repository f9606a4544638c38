import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import { bytesOf, type Check, expectError, expectStatus, sampleBytes, textOf } from '../check.ts';

const RGW_TRAILER = {
  reason: 'refuses uploads with a trailing checksum: 411',
  failure: /MissingContentLength|411/,
  only: 'WHEN_SUPPORTED',
} as const;

export const objectChecks: readonly Check[] = [
  {
    name: 'what was put comes back byte for byte, with the MD5 as its ETag',
    run: async ({ s3, bucket }) => {
      const body = sampleBytes(300_000);
      const { ETag } = await s3.putObject({ Bucket: bucket, Key: 'k', Body: body });
      expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
      expect((await bytesOf(s3, bucket, 'k')).equals(body)).toBe(true);
    },
  },
  {
    name: 'a stream of known length comes back byte for byte',
    run: async ({ s3, bucket }) => {
      const body = sampleBytes(3_000_000);
      const pieces = Array.from({ length: 30 }, (_, i) => body.subarray(i * 100_000, (i + 1) * 100_000));
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: Readable.from(pieces), ContentLength: body.length });
      expect((await bytesOf(s3, bucket, 'k')).equals(body)).toBe(true);
    },
    ceph: RGW_TRAILER,
  },
  {
    name: 'an empty object is an object',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'empty', Body: '' });
      const head = await s3.headObject({ Bucket: bucket, Key: 'empty' });
      expect([head.ContentLength, head.ETag]).toEqual([0, '"d41d8cd98f00b204e9800998ecf8427e"']);
      expect(await textOf(s3, bucket, 'empty')).toBe('');
    },
  },
  {
    name: 'putting again replaces all there was',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'one', Metadata: { a: '1' }, ContentType: 'text/plain' });
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'second' });
      const got = await s3.getObject({ Bucket: bucket, Key: 'k' });
      expect(await got.Body?.transformToString()).toBe('second');
      expect([got.Metadata, got.ContentType]).toEqual([{}, 'application/octet-stream']);
    },
  },
  {
    name: 'without a content type an object is binary/octet-stream',
    run: async ({ s3, raw, bucket }) => {
      await raw.send({ method: 'PUT', path: `/${bucket}/k`, body: Buffer.from('x') });
      expect((await s3.headObject({ Bucket: bucket, Key: 'k' })).ContentType).toBe('binary/octet-stream');
    },
  },
  {
    name: 'HEAD tells length, ETag, time and type',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'hello', ContentType: 'text/plain; charset=utf-8' });
      const head = await s3.headObject({ Bucket: bucket, Key: 'k' });
      expect([head.ContentLength, head.ETag, head.ContentType, head.AcceptRanges]).toEqual([
        5,
        '"5d41402abc4b2a76b9719d911017c592"',
        'text/plain; charset=utf-8',
        'bytes',
      ]);
      expect(Math.abs(Date.now() - (head.LastModified?.getTime() ?? 0))).toBeLessThan(600_000);
    },
  },
  {
    name: 'content headers are kept',
    run: async ({ s3, bucket }) => {
      const headers = {
        CacheControl: 'max-age=60, private',
        ContentDisposition: 'attachment; filename="a b.txt"',
        ContentEncoding: 'gzip',
        ContentLanguage: 'de-CH',
      };
      await s3.putObject({
        Bucket: bucket,
        Key: 'k',
        Body: 'x',
        ...headers,
        Expires: new Date('2030-01-02T03:04:05Z'),
      });
      const head = await s3.headObject({ Bucket: bucket, Key: 'k' });
      expect(head).toMatchObject({ ...headers, ExpiresString: 'Wed, 02 Jan 2030 03:04:05 GMT' });
    },
  },
  {
    name: 'user metadata is kept, its names in lower case',
    run: async ({ s3, bucket }) => {
      await s3.putObject({
        Bucket: bucket,
        Key: 'k',
        Body: 'x',
        Metadata: { Plain: 'Value', 'with-dash': 'a  b; c=d' },
      });
      const { Metadata } = await s3.headObject({ Bucket: bucket, Key: 'k' });
      expect(Metadata).toMatchObject({ plain: 'Value' });
      expect(Metadata?.['with-dash']?.replace(/ +/g, ' ')).toBe('a b; c=d');
    },
  },
  {
    name: 'more than 2 KB of metadata is refused',
    run: ({ s3, bucket }) =>
      expectError(
        s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x', Metadata: { big: 'v'.repeat(2100) } }),
        'MetadataTooLarge',
        400,
      ),
    ceph: { reason: 'has no such limit', failure: /the call succeeded/ },
  },
  {
    name: 'the storage class is kept and told',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x', StorageClass: 'STANDARD_IA' });
      expect((await s3.headObject({ Bucket: bucket, Key: 'k' })).StorageClass).toBe('STANDARD_IA');
      const { Contents } = await s3.listObjectsV2({ Bucket: bucket });
      expect(Contents?.[0]?.StorageClass).toBe('STANDARD_IA');
    },
    ceph: {
      reason: 'knows only classes that its zone defines: InvalidStorageClass',
      failure: /InvalidStorageClass|STANDARD|UnknownError|InvalidArgument/,
    },
  },
  {
    name: 'an unknown storage class is refused',
    run: ({ s3, raw, bucket }) =>
      raw
        .send({
          method: 'PUT',
          path: `/${bucket}/k`,
          body: Buffer.from('x'),
          headers: { 'x-amz-storage-class': 'SHINY' },
        })
        .then(async ({ status }) => {
          expect(status).toBe(400);
          await expectStatus(s3.headObject({ Bucket: bucket, Key: 'k' }), 404);
        }),
  },
  {
    name: 'a deleted object is gone',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      await s3.deleteObject({ Bucket: bucket, Key: 'k' });
      await expectError(s3.getObject({ Bucket: bucket, Key: 'k' }), 'NoSuchKey', 404);
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'k' }), 404);
    },
  },
  {
    name: 'deleting what is not there succeeds',
    run: async ({ s3, bucket }) => {
      const { $metadata } = await s3.deleteObject({ Bucket: bucket, Key: 'none' });
      expect($metadata.httpStatusCode).toBe(204);
    },
  },
  {
    name: 'several objects are deleted at once, those that are not there too',
    run: async ({ s3, bucket }) => {
      const keys = ['a', 'b & <c>', 'd "e" \'f\'', 'ü/漢', ' spaces '];
      for (const Key of keys) await s3.putObject({ Bucket: bucket, Key, Body: 'x' });
      const Objects = [...keys, 'none'].map((Key) => ({ Key }));
      const { Deleted = [], Errors } = await s3.deleteObjects({ Bucket: bucket, Delete: { Objects } });
      expect(Errors ?? []).toEqual([]);
      expect(Deleted.map(({ Key = '' }) => Key).toSorted()).toEqual([...keys, 'none'].toSorted());
      expect((await s3.listObjectsV2({ Bucket: bucket })).KeyCount).toBe(0);
    },
  },
  {
    name: 'a quiet delete of several names only errors',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'a', Body: 'x' });
      const { Deleted } = await s3.deleteObjects({ Bucket: bucket, Delete: { Objects: [{ Key: 'a' }], Quiet: true } });
      expect(Deleted ?? []).toEqual([]);
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'a' }), 404);
    },
  },
  {
    name: 'a read may ask for other content headers in the answer',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      const got = await s3.getObject({
        Bucket: bucket,
        Key: 'k',
        ResponseContentDisposition: 'attachment; filename="x"',
        ResponseContentType: 'text/csv',
      });
      expect([got.ContentDisposition, got.ContentType]).toEqual(['attachment; filename="x"', 'text/csv']);
    },
  },
  {
    name: 'an upload that breaks off leaves nothing, and an object that was there stays',
    run: async ({ s3, raw, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'old', Body: 'whole' });
      for (const key of ['new', 'old']) {
        const body = sampleBytes(100_000);
        const broken = raw.send({
          method: 'PUT',
          path: `/${bucket}/${key}`,
          body,
          form: 'unsigned',
          announcedLength: 200_000,
        });
        await expect(broken).rejects.toThrow();
      }
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'new' }), 404);
      expect(await textOf(s3, bucket, 'old')).toBe('whole');
    },
  },
  {
    name: 'an error names its code, its request and what it is about',
    run: async ({ raw, bucket }) => {
      const { status, headers, text } = await raw.send({ path: `/${bucket}/none` });
      expect(status).toBe(404);
      expect(headers['content-type']).toContain('application/xml');
      expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<Error>/);
      expect(text).toContain('<Code>NoSuchKey</Code>');
      expect(text).toContain(`<RequestId>${headers['x-amz-request-id']}</RequestId>`);
    },
  },
];
