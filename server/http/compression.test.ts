import { IncomingMessage, request } from 'node:http';
import { Socket } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';
import { encodingFor } from './compression.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  /** As it came over the wire. */
  body: Buffer;
}

/** Unlike `fetch`, it neither asks for compression nor takes it off by itself. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    request(server.url + path, { method, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('takes the better way that the caller names', () => {
  const accepting = (value: string) => {
    const message = new IncomingMessage(new Socket());
    message.headers['accept-encoding'] = value;
    return encodingFor(message);
  };
  expect(accepting('gzip, deflate, br, zstd')).toBe('br');
  expect(accepting('gzip;q=1.0, br;q=0')).toBe('gzip');
  expect(accepting('GZIP')).toBe('gzip');
  expect(accepting('identity')).toBeNull();
  expect(accepting('')).toBeNull();
});

test('scripts go out compressed to those that take it, and are the same', async () => {
  const path = '/assets/main-4f2a.js';
  const plain = await get(path);
  expect(plain.headers['content-encoding']).toBeUndefined();
  for (const [encoding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const reply = await get(path, { 'accept-encoding': encoding });
    expect(reply.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': plain.headers['content-type'],
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(unpack(reply.body)).toEqual(plain.body);
    const again = await get(path, { 'accept-encoding': encoding, 'if-none-match': String(reply.headers.etag) });
    expect(again.status).toBe(304);
    const head = await get(path, { 'accept-encoding': encoding }, 'HEAD');
    expect(head.headers['content-length']).toBe(String(reply.body.length));
  }
});

test('what is no file of the client is none when compressed either', async () => {
  for (const path of ['/assets/..%2f..%2fpackage.json', '/assets/none.js', '/../package.js', '/assets/%2e%2e/x.js'])
    expect((await get(path, { 'accept-encoding': 'br' })).status).toBe(404);
});

test('large JSON replies go out compressed, small ones as they are', async () => {
  const large = await get('/api/openapi.json', { 'accept-encoding': 'br, gzip' });
  expect(large.headers['content-encoding']).toBe('br');
  expect(large.headers['content-length']).toBe(String(large.body.length));
  const plain = await get('/api/openapi.json');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(brotliDecompressSync(large.body)).toEqual(plain.body);
  expect((await get('/api/health', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
});
