import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { activity, NOTHING, quick, recorder } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';
import { storage, Witness } from '../test-support/test-store.ts';

const MiB = 1024 ** 2;
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const KEPT = {
  'x-amz-server-side-encryption': 'aws:kms',
  'x-amz-server-side-encryption-aws-kms-key-id': KEY,
};
/** The ETag of an object under a KMS key is not its MD5, and a copy has another one. */
const eTagOf = (path: string) => `"${createHash('sha256').update(path).digest('hex').slice(0, 32)}"`;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A storage with one encrypted object, `in/secret` in the bucket `data`, which keeps what a copy asks of it. */
async function encrypting(size: number) {
  const asked: IncomingHttpHeaders[] = [];
  const deleted: string[] = [];
  const { url, stop } = await serveRaw((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://storage');
    request.resume();
    request.on('end', () => {
      if (request.method === 'HEAD')
        return response.writeHead(200, { 'content-length': size, etag: eTagOf(pathname), ...KEPT }).end();
      if (request.method === 'DELETE') {
        deleted.push(pathname);
        return response.writeHead(204).end();
      }
      if (request.method === 'PUT') {
        if (!searchParams.has('uploadId')) asked.push(request.headers);
        const result = searchParams.has('uploadId') ? 'CopyPartResult' : 'CopyObjectResult';
        return response.end(`<${result}><ETag>${eTagOf(pathname)}</ETag></${result}>`);
      }
      if (searchParams.has('uploads')) {
        asked.push(request.headers);
        return response.end('<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>');
      }
      const eTag = `<ETag>${eTagOf(pathname)}</ETag>`;
      return response.end(`<CompleteMultipartUploadResult>${eTag}</CompleteMultipartUploadResult>`);
    });
  });
  const witness = new Witness(url, 'AKIATEST', 'secret', 'us-east-1');
  const executor = quick({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
  closing.push(
    stop,
    () => witness.close(),
    () => executor.close(),
  );
  const settings = {
    sourceBucket: 'data',
    sourceKey: 'in/secret',
    destinationBucket: 'data',
    destinationKey: 'out/secret',
  };
  const context = recorder();
  const move = () =>
    executor.execute(
      storage(url, 'AKIATEST', 'secret', witness).connection(),
      activity('move-object', settings),
      NOTHING,
      context,
    );
  return { move, asked, deleted };
}

test.each([
  ['in one copy', 1000],
  ['in parts', 12 * MiB],
])('an object under a KMS key stays under it when it is moved %s', async (_, size) => {
  const { move, asked, deleted } = await encrypting(size);
  const { record } = await move();
  expect(asked).toEqual([expect.objectContaining(KEPT)]);
  expect(record).toMatchObject({ size, serverSide: true });
  expect(deleted).toEqual(['/data/in/secret']);
});
