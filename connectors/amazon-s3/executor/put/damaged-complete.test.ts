import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { activity, contentOf, NOTHING, quick, recorder, transferKnowingly } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const size = 20;
const bytes = Buffer.alloc(size, 'sluice');
const WRONG = 'AAAAAA==';

async function crcOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return /x-amz-checksum-crc32:(\S+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 'zzzzzw==';
}

/** A storage that verifies each part, and says of the whole that it is something else. @param eTag of the whole, as its headers have it */
async function damaging(eTag: string) {
  const deleted: string[] = [];
  const { url, stop } = await serveRaw(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://storage');
    const crc = await crcOf(request);
    if (request.method === 'HEAD' && pathname === '/data/in')
      return response.writeHead(200, { etag: '"the-source"', 'content-length': size }).end();
    if (request.method === 'HEAD') return response.writeHead(200, { etag: eTag, 'content-length': size }).end();
    if (request.method === 'PUT' && request.headers['x-amz-copy-source'] !== undefined)
      return response.end(`<CopyPartResult><ETag>"part"</ETag><ChecksumCRC32>${crc}</ChecksumCRC32></CopyPartResult>`);
    if (request.method === 'PUT') return response.writeHead(200, { etag: '"part"', 'x-amz-checksum-crc32': crc }).end();
    if (request.method === 'POST' && searchParams.has('uploads'))
      return response.end('<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>');
    if (request.method === 'POST')
      return response.end(
        `<CompleteMultipartUploadResult><ETag>"whole-2"</ETag><ChecksumCRC32>${WRONG}</ChecksumCRC32></CompleteMultipartUploadResult>`,
      );
    if (request.method === 'DELETE' && !searchParams.has('uploadId')) deleted.push(pathname);
    return response.writeHead(204).end();
  });
  const limits = { largest: 10, part: 10 };
  const executor = quick({ copyLimits: limits, partLimits: limits });
  closing.push(stop, () => executor.close());
  const settings = { accessKeyId: 'AKIADAMAGE', secretAccessKey: 'x', endpointUrl: url, forcePathStyle: true };
  return { executor, connection: { name: 'Damaging', settings }, deleted, context: recorder() };
}

const DAMAGED = { code: 'checksum-mismatch', message: expect.stringContaining('"out"') };

test.each(['"whole-2"', 'whole-2', 'W/"whole-2"'])('what was sent in parts is removed, its ETag %s', async (eTag) => {
  const { executor, connection, deleted, context } = await damaging(eTag);
  const step = activity('put-object', { bucket: 'data', key: 'out' });
  const putting = executor.execute(connection, step, { record: {}, content: contentOf(bytes) }, context);
  await expect(putting).rejects.toMatchObject(DAMAGED);
  expect(deleted).toEqual(['/data/out']);
  expect(context.logs.filter(({ code }) => code.startsWith('damaged')).map(({ code }) => code)).toEqual([
    'damaged-removed',
  ]);
});

test('what a Put has had copied in parts is removed', async () => {
  const { executor, connection, deleted, context } = await damaging('"whole-2"');
  const steps = { get: { bucket: 'data', key: 'in' }, put: { bucket: 'data', key: 'out' } };
  await expect(transferKnowingly(executor, connection, steps, { context })).rejects.toMatchObject(DAMAGED);
  expect(context.plans).toEqual(['server-side-copy']);
  expect(deleted).toEqual(['/data/out']);
});

test('what a Move has had copied in parts is removed, and its source is not', async () => {
  const { executor, connection, deleted, context } = await damaging('"whole-2"');
  const settings = { sourceBucket: 'data', sourceKey: 'in', destinationBucket: 'data', destinationKey: 'out' };
  const moving = executor.execute(connection, activity('move-object', settings), NOTHING, context);
  await expect(moving).rejects.toMatchObject(DAMAGED);
  expect(deleted).toEqual(['/data/out']);
});
