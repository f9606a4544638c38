import { expect } from 'vitest';
import { type Bench, type Check, expectError, expectStatus, failure, textOf } from '../check.ts';

const HOUR_MS = 3_600_000;

async function put({ s3, bucket }: Bench): Promise<{ Bucket: string; Key: string; etag: string }> {
  const { ETag = '' } = await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'one' });
  return { Bucket: bucket, Key: 'k', etag: ETag };
}

export const conditionChecks: readonly Check[] = [
  {
    name: 'If-Match reads when the ETag is that of the object',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      await bench.s3.getObject({ ...at, IfMatch: etag });
      await bench.s3.headObject({ ...at, IfMatch: etag });
    },
  },
  {
    name: 'If-Match: * reads any object',
    run: async (bench) => {
      const { etag: _, ...at } = await put(bench);
      await bench.s3.getObject({ ...at, IfMatch: '*' });
    },
    ceph: { reason: 'takes * for an ETag: 412', failure: /PreconditionFailed|412/ },
  },
  {
    name: 'If-Match with another ETag answers 412, for HEAD too',
    run: async (bench) => {
      const { etag: _, ...at } = await put(bench);
      await expectError(bench.s3.getObject({ ...at, IfMatch: '"0"' }), 'PreconditionFailed', 412);
      await expectStatus(bench.s3.headObject({ ...at, IfMatch: '"0"' }), 412);
    },
  },
  {
    name: 'If-None-Match with the ETag answers 304, for HEAD too',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      await expectStatus(bench.s3.getObject({ ...at, IfNoneMatch: etag }), 304);
      await expectStatus(bench.s3.headObject({ ...at, IfNoneMatch: etag }), 304);
      await bench.s3.getObject({ ...at, IfNoneMatch: '"0"' });
    },
  },
  {
    name: 'If-Modified-Since answers 304 for an older object only',
    run: async (bench) => {
      const { etag: _, ...at } = await put(bench);
      await expectStatus(bench.s3.getObject({ ...at, IfModifiedSince: new Date(Date.now() + 1000) }), 304);
      await bench.s3.getObject({ ...at, IfModifiedSince: new Date(Date.now() - HOUR_MS) });
    },
  },
  {
    name: 'If-Unmodified-Since answers 412 for a newer object only',
    run: async (bench) => {
      const { etag: _, ...at } = await put(bench);
      const past = new Date(Date.now() - HOUR_MS);
      await expectError(bench.s3.getObject({ ...at, IfUnmodifiedSince: past }), 'PreconditionFailed', 412);
      await bench.s3.getObject({ ...at, IfUnmodifiedSince: new Date(Date.now() + HOUR_MS) });
    },
  },
  {
    name: 'a true If-Match outweighs If-Unmodified-Since',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      const IfUnmodifiedSince = new Date(Date.now() - HOUR_MS);
      expect((await bench.s3.getObject({ ...at, IfMatch: etag, IfUnmodifiedSince })).ETag).toBe(etag);
    },
  },
  {
    name: 'a matching If-None-Match outweighs If-Modified-Since',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      const IfModifiedSince = new Date(Date.now() - HOUR_MS);
      await expectStatus(bench.s3.getObject({ ...at, IfNoneMatch: etag, IfModifiedSince }), 304);
    },
  },
  {
    name: 'If-None-Match: * writes only where nothing is',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'first', IfNoneMatch: '*' });
      const again = s3.putObject({ Bucket: bucket, Key: 'k', Body: 'second', IfNoneMatch: '*' });
      await expectError(again, 'PreconditionFailed', 412);
      expect(await textOf(s3, bucket, 'k')).toBe('first');
    },
  },
  {
    name: 'of many writers with If-None-Match: * exactly one wins',
    run: async ({ s3, bucket }) => {
      const writers = Array.from({ length: 8 }, (_, i) =>
        s3.putObject({ Bucket: bucket, Key: 'k', Body: `writer ${i}`, IfNoneMatch: '*' }).then(
          () => i,
          () => undefined,
        ),
      );
      const winners = (await Promise.all(writers)).filter((i) => i !== undefined);
      expect(winners).toHaveLength(1);
      expect(await textOf(s3, bucket, 'k')).toBe(`writer ${winners[0]}`);
    },
  },
  {
    name: 'If-Match on a write replaces exactly that version',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      await bench.s3.putObject({ ...at, Body: 'two', IfMatch: etag });
      await expectError(bench.s3.putObject({ ...at, Body: 'three', IfMatch: etag }), 'PreconditionFailed', 412);
      expect(await textOf(bench.s3, at.Bucket, at.Key)).toBe('two');
    },
    ceph: { reason: 'ignores or refuses If-Match on PUT', failure: /PreconditionFailed|the call succeeded/ },
  },
  {
    name: 'If-Match on a write where nothing is answers 404',
    run: async ({ s3, bucket }) => {
      const error = await failure(s3.putObject({ Bucket: bucket, Key: 'none', Body: 'x', IfMatch: '"0"' }));
      expect(error.$metadata.httpStatusCode).toBe(404);
      await expectStatus(s3.headObject({ Bucket: bucket, Key: 'none' }), 404);
    },
    ceph: { reason: 'answers 412', failure: /412|the call succeeded/ },
  },
  {
    name: 'If-Match on a delete spares another version',
    run: async (bench) => {
      const { etag, ...at } = await put(bench);
      await expectError(bench.s3.deleteObject({ ...at, IfMatch: '"0"' }), 'PreconditionFailed', 412);
      await bench.s3.headObject(at);
      await bench.s3.deleteObject({ ...at, IfMatch: etag });
      await expectStatus(bench.s3.headObject(at), 404);
    },
    ceph: { reason: 'ignores If-Match on DELETE', failure: /the call succeeded/ },
  },
];
