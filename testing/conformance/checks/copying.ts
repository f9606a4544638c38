import { expect } from 'vitest';
import { type Bench, bytesOf, type Check, expectError, sampleBytes, textOf } from '../check.ts';

/** It reads the conditions from headers of another name. */
const IGNORES_CONDITIONS = {
  reason: 'ignores conditions on the source of a copy',
  failure: /the call succeeded/,
} as const;
const PART = 5 * 1024 * 1024;

async function source({ s3, bucket }: Bench): Promise<string> {
  const { ETag = '' } = await s3.putObject({
    Bucket: bucket,
    Key: 'source',
    Body: 'content',
    ContentType: 'text/plain',
    Metadata: { origin: 'source' },
    Tagging: 'colour=red',
  });
  return ETag;
}

async function tagsOf({ s3, bucket }: Bench, key: string): Promise<(string | undefined)[]> {
  const { TagSet = [] } = await s3.getObjectTagging({ Bucket: bucket, Key: key });
  return TagSet.map(({ Key, Value }) => `${Key}=${Value}`);
}

export const copyChecks: readonly Check[] = [
  {
    name: 'a copy has content, type, metadata and tags of its source',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const etag = await source(bench);
      const { CopyObjectResult } = await s3.copyObject({ Bucket: bucket, Key: 'copy', CopySource: `${bucket}/source` });
      expect(CopyObjectResult?.LastModified).toBeInstanceOf(Date);
      const head = await s3.headObject({ Bucket: bucket, Key: 'copy' });
      expect(head).toMatchObject({ ETag: etag, ContentType: 'text/plain', Metadata: { origin: 'source' } });
      expect(await textOf(s3, bucket, 'copy')).toBe('content');
      expect(await tagsOf(bench, 'copy')).toEqual(['colour=red']);
    },
  },
  {
    name: 'the answer to a copy names its ETag in quotes',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const etag = await source(bench);
      const { CopyObjectResult } = await s3.copyObject({ Bucket: bucket, Key: 'copy', CopySource: `${bucket}/source` });
      expect(CopyObjectResult?.ETag).toBe(etag);
    },
    ceph: { reason: 'leaves the quotes out', failure: /expected '[0-9a-f]{32}' to be '"/ },
  },
  {
    name: 'a copy into another bucket outlives its source',
    run: async (bench) => {
      const { s3, bucket, newBucket } = bench;
      const other = await newBucket();
      await source(bench);
      await s3.copyObject({ Bucket: other, Key: 'copy', CopySource: `/${bucket}/source` });
      await s3.deleteObject({ Bucket: bucket, Key: 'source' });
      expect(await textOf(s3, other, 'copy')).toBe('content');
    },
  },
  {
    name: 'the metadata directive REPLACE takes those of the request',
    run: async (bench) => {
      const { s3, bucket } = bench;
      await source(bench);
      await s3.copyObject({
        Bucket: bucket,
        Key: 'copy',
        CopySource: `${bucket}/source`,
        MetadataDirective: 'REPLACE',
        Metadata: { origin: 'request' },
        ContentType: 'text/csv',
      });
      const head = await s3.headObject({ Bucket: bucket, Key: 'copy' });
      expect(head).toMatchObject({ ContentType: 'text/csv', Metadata: { origin: 'request' } });
    },
  },
  {
    name: 'without REPLACE the metadata of the request are ignored',
    run: async (bench) => {
      const { s3, bucket } = bench;
      await source(bench);
      await s3.copyObject({
        Bucket: bucket,
        Key: 'copy',
        CopySource: `${bucket}/source`,
        Metadata: { origin: 'request' },
      });
      expect((await s3.headObject({ Bucket: bucket, Key: 'copy' })).Metadata).toEqual({ origin: 'source' });
    },
  },
  {
    name: 'the tagging directive REPLACE takes the tags of the request',
    run: async (bench) => {
      const { s3, bucket } = bench;
      await source(bench);
      await s3.copyObject({
        Bucket: bucket,
        Key: 'copy',
        CopySource: `${bucket}/source`,
        TaggingDirective: 'REPLACE',
        Tagging: 'colour=blue',
      });
      expect(await tagsOf(bench, 'copy')).toEqual(['colour=blue']);
    },
    ceph: { reason: 'ignores the tagging directive', failure: /colour=/ },
  },
  {
    name: 'a copy onto itself must change something',
    run: async (bench) => {
      const { s3, bucket } = bench;
      await source(bench);
      const idle = s3.copyObject({ Bucket: bucket, Key: 'source', CopySource: `${bucket}/source` });
      await expectError(idle, 'InvalidRequest', 400);
      await s3.copyObject({
        Bucket: bucket,
        Key: 'source',
        CopySource: `${bucket}/source`,
        MetadataDirective: 'REPLACE',
        Metadata: { changed: 'yes' },
      });
      expect((await s3.headObject({ Bucket: bucket, Key: 'source' })).Metadata).toEqual({ changed: 'yes' });
      expect(await textOf(s3, bucket, 'source')).toBe('content');
    },
  },
  {
    name: 'x-amz-copy-source-if-match copies exactly that version',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const etag = await source(bench);
      const at = { Bucket: bucket, Key: 'copy', CopySource: `${bucket}/source` };
      await expectError(s3.copyObject({ ...at, CopySourceIfMatch: '"0"' }), 'PreconditionFailed', 412);
      await s3.copyObject({ ...at, CopySourceIfMatch: etag });
    },
    ceph: IGNORES_CONDITIONS,
  },
  {
    name: 'x-amz-copy-source-if-none-match copies any other version',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const etag = await source(bench);
      const at = { Bucket: bucket, Key: 'copy', CopySource: `${bucket}/source` };
      await expectError(s3.copyObject({ ...at, CopySourceIfNoneMatch: etag }), 'PreconditionFailed', 412);
      await s3.copyObject({ ...at, CopySourceIfNoneMatch: '"0"' });
    },
    ceph: IGNORES_CONDITIONS,
  },
  {
    name: 'a source that is not there answers NoSuchKey or NoSuchBucket',
    run: async ({ s3, bucket }) => {
      const copy = (CopySource: string): Promise<unknown> => s3.copyObject({ Bucket: bucket, Key: 'copy', CopySource });
      await expectError(copy(`${bucket}/none`), 'NoSuchKey', 404);
      await expectError(copy(`${bucket}-none/source`), 'NoSuchBucket', 404);
    },
  },
  {
    name: 'sources with odd keys are found',
    run: async ({ s3, bucket }) => {
      for (const key of ['a b+c', 'ü/漢', 'x%20y', 'q?versionid=1', 'a//../b']) {
        await s3.putObject({ Bucket: bucket, Key: key, Body: key });
        const CopySource = `${bucket}/${encodeURIComponent(key)}`;
        await s3.copyObject({ Bucket: bucket, Key: 'copy', CopySource });
        expect(await textOf(s3, bucket, 'copy')).toBe(key);
      }
    },
  },
  {
    name: 'parts can be copied, whole or by range',
    run: async ({ s3, bucket }) => {
      const body = sampleBytes(PART + 500);
      await s3.putObject({ Bucket: bucket, Key: 'source', Body: body });
      const { UploadId } = await s3.createMultipartUpload({ Bucket: bucket, Key: 'copy' });
      const upload = { Bucket: bucket, Key: 'copy', UploadId, CopySource: `${bucket}/source` };
      const one = await s3.uploadPartCopy({ ...upload, PartNumber: 1 });
      const two = await s3.uploadPartCopy({ ...upload, PartNumber: 2, CopySourceRange: 'bytes=100-299' });
      const Parts = [one, two].map(({ CopyPartResult }, i) => ({ PartNumber: i + 1, ETag: CopyPartResult?.ETag }));
      await s3.completeMultipartUpload({ Bucket: bucket, Key: 'copy', UploadId, MultipartUpload: { Parts } });
      const wanted = Buffer.concat([body, body.subarray(100, 300)]);
      expect((await bytesOf(s3, bucket, 'copy')).equals(wanted)).toBe(true);
    },
  },
  {
    name: 'a copy range behind the end is refused',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'source', Body: 'short' });
      const { UploadId } = await s3.createMultipartUpload({ Bucket: bucket, Key: 'copy' });
      const part = { Bucket: bucket, Key: 'copy', UploadId, PartNumber: 1, CopySource: `${bucket}/source` };
      const error = await s3
        .uploadPartCopy({ ...part, CopySourceRange: 'bytes=0-99' })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: expect.stringMatching(/^Invalid(Range|Argument)$/) });
    },
  },
  {
    name: 'an object of parts is copied whole',
    run: async ({ s3, bucket }) => {
      const { UploadId } = await s3.createMultipartUpload({ Bucket: bucket, Key: 'source' });
      const upload = { Bucket: bucket, Key: 'source', UploadId };
      const bodies = [sampleBytes(PART, 3), Buffer.from('tail')];
      const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for (const [i, Body] of bodies.entries()) {
        const { ETag } = await s3.uploadPart({ ...upload, PartNumber: i + 1, Body });
        Parts.push({ PartNumber: i + 1, ETag });
      }
      await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
      await s3.copyObject({ Bucket: bucket, Key: 'copy', CopySource: `${bucket}/source` });
      expect((await bytesOf(s3, bucket, 'copy')).equals(Buffer.concat(bodies))).toBe(true);
    },
  },
];
