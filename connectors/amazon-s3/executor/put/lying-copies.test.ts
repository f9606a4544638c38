import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { activity, NOTHING, quick, recorder, transferKnowingly } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
const MiB = 1024 ** 2;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a storage makes of a copy, and which ETag it answers with; `''` for an answer without a result. */
type Copies = (source: Buffer) => { stored: Buffer; told: string };

/** A storage that copies as a test wants, and verifies no checksums. */
async function copying(copy: Copies, more: IncomingHttpHeaders = {}) {
  const objects = new Map<string, Buffer>();
  const deleted: string[] = [];
  const asked: IncomingHttpHeaders[] = [];
  const { url, stop } = await serveRaw(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://storage').pathname);
    const body = await bodyOf(request);
    const found = objects.get(path);
    if (request.method === 'PUT') {
      const from = request.headers['x-amz-copy-source'];
      if (typeof from !== 'string') {
        if (request.headers['x-amz-trailer'] !== undefined) return response.writeHead(501).end();
        objects.set(path, body);
        return response.writeHead(200, { etag: `"${md5(body)}"` }).end();
      }
      asked.push(request.headers);
      const { stored, told } = copy(objects.get(decodeURIComponent(from)) ?? Buffer.alloc(0));
      objects.set(path, stored);
      if (told === '') return response.writeHead(200, { etag: `"${md5(stored)}"` }).end();
      return response.writeHead(200, { ...more }).end(`<CopyObjectResult><ETag>"${told}"</ETag></CopyObjectResult>`);
    }
    if (request.method === 'DELETE') {
      deleted.push(path);
      objects.delete(path);
      return response.writeHead(204).end();
    }
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { 'content-length': found.length, etag: `"${md5(found)}"`, ...more });
    return response.end(request.method === 'HEAD' ? undefined : found);
  });
  const executor = quick();
  const settings = { accessKeyId: 'AKIALIAR', secretAccessKey: 'x', endpointUrl: url, forcePathStyle: true };
  closing.push(stop, () => executor.close());
  const context = recorder();
  const connection = { name: 'Liar', settings };
  const put = (name: string, ifExists = 'overwrite') =>
    transferKnowingly(
      executor,
      connection,
      { get: { bucket: 'data', key: 'in' }, put: { bucket: 'data', key: name, ifExists } },
      { context },
    );
  return { put, objects, deleted, asked, context, executor, connection };
}

const BYTES = Buffer.alloc(3 * MiB, 'sluice');

test.each<[string, Copies]>([
  ['cuts what it copies', (source) => ({ stored: source.subarray(0, MiB), told: md5(source) })],
  ['cuts it and says so', (source) => ({ stored: source.subarray(0, MiB), told: md5(source.subarray(0, MiB)) })],
  ['damages it', (source) => ({ stored: Buffer.from(source).fill(1, 5, 6), told: md5(source) })],
  ['knows no copies and writes the empty body', () => ({ stored: Buffer.alloc(0), told: '' })],
])('of a storage that %s the bytes are streamed after all', async (_, copy) => {
  const { put, objects, context } = await copying(copy);
  objects.set('/data/in', BYTES);
  const { record } = await put('out');
  expect(record).toMatchObject({ size: BYTES.length, eTag: md5(BYTES) });
  expect(objects.get('/data/out')?.equals(BYTES)).toBe(true);
  expect(context.plans).toEqual(['server-side-copy', 'stream']);
  expect(context.logs.map(({ code }) => code)).toContain('copy-refused');
  expect(context.totals.copied).toBe(0);
  await put('again');
  expect(context.plans).toEqual(['server-side-copy', 'stream', 'stream']);
  expect(objects.get('/data/again')?.equals(BYTES)).toBe(true);
});

test.each([10, MiB + 1])('of %i bytes, a small lie is found too', async (size) => {
  const bytes = Buffer.alloc(size, 'x');
  const { put, objects, deleted, context } = await copying((source) => ({
    stored: source.subarray(0, 5),
    told: md5(source.subarray(0, 5)),
  }));
  objects.set('/data/in', bytes);
  await put('out');
  expect(deleted).toEqual(['/data/out']);
  expect(objects.get('/data/out')?.equals(bytes)).toBe(true);
  expect(context.plans).toEqual(['server-side-copy', 'stream']);
});

test('a copy under a key that makes its ETag say nothing is looked at', async () => {
  const kms = { 'x-amz-server-side-encryption': 'aws:kms' };
  const { put, objects, context } = await copying((source) => ({ stored: source, told: md5(source) }), kms);
  objects.set('/data/in', BYTES);
  expect((await put('out')).record).toMatchObject({ size: BYTES.length, serverSideEncryption: 'aws:kms' });
  expect(context.plans).toEqual(['server-side-copy']);
});

test('what the Put asks for is asked of the copy', async () => {
  const { objects, asked, executor, connection } = await copying((source) => ({ stored: source, told: md5(source) }));
  objects.set('/data/in', Buffer.from('x'));
  const next = { connector: 'amazon-s3', type: 'put-object', connection: () => connection };
  const get = activity('get-object', { bucket: 'data', key: 'in' });
  const got = await executor.execute(connection, get, NOTHING, { ...recorder(), next });
  const put = activity('put-object', {
    bucket: 'data',
    key: 'out',
    serverSideEncryption: 'aws:kms',
    kmsKeyId: 'my-key',
    storageClass: 'GLACIER',
    cannedAcl: 'bucket-owner-full-control',
    keepSourceMetadata: false,
  });
  await executor.execute(connection, put, got, recorder());
  expect(asked).toEqual([
    expect.objectContaining({
      'x-amz-copy-source': '/data/in',
      'x-amz-copy-source-if-match': `"${md5(Buffer.from('x'))}"`,
      'x-amz-metadata-directive': 'REPLACE',
      'x-amz-tagging-directive': 'REPLACE',
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'my-key',
      'x-amz-storage-class': 'GLACIER',
      'x-amz-acl': 'bucket-owner-full-control',
    }),
  ]);
});
