import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activity, contentOf, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { serveRaw } from '../test-support/serve-raw.ts';

let executor: TestExecutor;
let server: Awaited<ReturnType<typeof serveRaw>>;
const seen: { method: string; headers: IncomingMessage['headers']; body: Buffer }[] = [];
/** Too many to be read before they are sent. */
const bytes = Buffer.alloc(100_000, 'the bytes of an object');

type Answer = (request: (typeof seen)[number], response: ServerResponse) => void;
let answer: Answer;

beforeEach(async () => {
  executor = quick();
  seen.length = 0;
  server = await serveRaw((request, response) => {
    buffer(request).then((body) => {
      const entry = { method: request.method ?? '', headers: request.headers, body };
      seen.push(entry);
      answer(entry, response);
    });
  });
});
afterEach(async () => {
  executor.close();
  await server.stop();
});

const md5 = (data: Uint8Array) => hash('md5', data, 'hex');
const error = (response: ServerResponse, status: number, code: string) =>
  response.writeHead(status).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
const stores: Answer = ({ body }, response) => {
  response.writeHead(200, { etag: `"${md5(body)}"` }).end();
};

async function put(record = {}, context = recorder(), content = contentOf(bytes)) {
  const settings = { accessKeyId: 'AKIARAW', secretAccessKey: 'x', endpointUrl: server.url, forcePathStyle: true };
  const step = activity('put-object', { bucket: 'data', key: 'k', contentEncoding: 'gzip' });
  const payload = await executor.execute({ name: 'Raw', settings }, step, { record, content }, context);
  return { payload, codes: context.logs.map((line) => line.code) };
}

const framed = () => seen.filter((request) => request.headers['x-amz-trailer'] !== undefined).length;

describe('a storage', () => {
  test('that verifies the checksum is trusted, and the content encoding stays in front', async () => {
    answer = ({ body }, response) => {
      const crc = /x-amz-checksum-crc32:(\S+)/.exec(body.toString('latin1'))?.[1] ?? '';
      response.writeHead(200, { etag: '"opaque"', 'x-amz-checksum-crc32': crc }).end();
    };
    const { payload, codes } = await put();
    expect(payload.record.checksum).toEqual({ algorithm: 'CRC32', value: expect.stringMatching(/^.{6}==$/) });
    expect(codes).toEqual([]);
    expect(seen[0]?.headers).toMatchObject({
      'content-encoding': 'gzip,aws-chunked',
      'x-amz-decoded-content-length': String(bytes.length),
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    });
  });

  test.each([
    [411, 'MissingContentLength'],
    [501, 'NotImplemented'],
    [400, 'XAmzContentSHA256Mismatch'],
  ])('that refuses trailers by %i %s gets none any more, and its ETag is compared', async (status, code) => {
    answer = (request, response) =>
      request.headers['x-amz-trailer'] ? error(response, status, code) : stores(request, response);
    expect((await put()).codes).toEqual(['checksums-when-required']);
    expect((await put()).codes).toEqual([]);
    expect([seen.length, framed()]).toEqual([3, 1]);
    expect(seen[2]?.body.equals(bytes)).toBe(true);
  });

  test('that refuses something else is asked with a checksum again', async () => {
    answer = (_, response) => error(response, 400, 'InvalidArgument');
    await expect(put()).rejects.toMatchObject({ code: 'request-refused' });
    await expect(put()).rejects.toMatchObject({ message: expect.stringContaining('“no”') });
    expect([seen.length, framed()]).toEqual([4, 2]);
  });

  test('that takes the framing for data is found out, and gets the object as it is', async () => {
    answer = stores;
    const { payload, codes } = await put();
    expect(codes).toEqual(['checksums-when-required', 'retried']);
    expect(payload.record.eTag).toBe(md5(bytes));
    expect(seen.at(-1)?.body.equals(bytes)).toBe(true);
  });

  test('whose ETag is no MD5 is asked for the size', async () => {
    answer = ({ method }, response) => {
      response
        .writeHead(200, { etag: '"opaque"', ...(method === 'HEAD' ? { 'content-length': bytes.length } : {}) })
        .end();
    };
    await put();
    expect(seen.map((request) => request.method)).toEqual(['PUT', 'HEAD']);
  });

  test('that stores something else is told, and the damaged object is removed', async () => {
    const wrong = `"${md5(Buffer.from('something else'))}"`;
    answer = ({ method }, response) => {
      if (method === 'DELETE') response.writeHead(204).end();
      else response.writeHead(200, { etag: wrong }).end();
    };
    const context = recorder();
    await expect(put({}, context)).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(seen.slice(-2).map((request) => request.method)).toEqual(['HEAD', 'DELETE']);
    expect(context.logs.at(-1)).toMatchObject({ level: 'warning', code: 'damaged-removed' });
  });

  test.each<[string, number, Record<string, number | string>]>([
    ['was damaged', 2, {}],
    ['has no MD5 that the source told', 3, { contentLength: 1000, eTag: md5(Buffer.from('no MD5 of the bytes')) }],
  ])('is sent again what is in memory and %s, and counts it once', async (_, times, record) => {
    const small = bytes.subarray(0, 1000);
    answer = ({ body }, response) => {
      const damaged = seen.length === 1 && record.eTag === undefined;
      response.writeHead(200, { etag: `"${md5(damaged ? Buffer.from('damaged') : body)}"` }).end();
    };
    const context = recorder();
    await put(record, context, contentOf(small));
    expect(seen).toHaveLength(times);
    expect(context.totals.bytes).toBe(small.length);
  });

  test('whose damaged object is found out while the run is canceled is rid of it all the same', async () => {
    const controller = new AbortController();
    const wrong = `"${md5(Buffer.from('something else'))}"`;
    answer = ({ method }, response) => {
      if (method === 'HEAD') controller.abort(new Error('canceled'));
      if (method === 'DELETE') response.writeHead(204).end();
      else response.writeHead(200, { etag: wrong }).end();
    };
    const context = recorder(controller.signal);
    await expect(put({}, context)).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(seen.slice(-2).map((request) => request.method)).toEqual(['HEAD', 'DELETE']);
    expect(context.logs.at(-1)).toMatchObject({ level: 'warning', code: 'damaged-removed' });
  });

  test('that is asked for the size while the run is canceled is asked again, and rid of what is damaged', async () => {
    const controller = new AbortController();
    answer = ({ method }, response) => {
      if (method === 'DELETE') response.writeHead(204).end();
      else if (method !== 'HEAD') response.writeHead(200, { etag: '"opaque"' }).end();
      else if (controller.signal.aborted) response.writeHead(200, { etag: '"opaque"', 'content-length': 3 }).end();
      else controller.abort(new Error('canceled'));
    };
    await expect(put({}, recorder(controller.signal))).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(seen.map((request) => request.method)).toEqual(['PUT', 'HEAD', 'HEAD', 'HEAD', 'DELETE']);
  });

  test("that verifies nothing spares the MD5 when the source's ETag is the same, and is asked again when not", async () => {
    answer = (request, response) =>
      request.headers['x-amz-trailer'] ? error(response, 501, 'NotImplemented') : stores(request, response);
    await put();
    seen.length = 0;
    const source = { contentLength: bytes.length };
    await put({ ...source, eTag: md5(bytes) });
    expect(seen).toHaveLength(1);
    await put({ ...source, eTag: md5(Buffer.from('an ETag that is no MD5 of the bytes')) });
    expect(seen).toHaveLength(3);
  });

  test('whose ETags are MD5s gets no checksum where the source has the same MD5, and one again when they differ', async () => {
    let damages = 0;
    answer = ({ body, headers }, response) => {
      const text = body.toString('latin1');
      const crc = /x-amz-checksum-crc32:(\S+)/.exec(text)?.[1];
      const plain = headers['x-amz-trailer'] ? bytes : body;
      damages -= 1;
      const eTag = damages >= 0 ? md5(Buffer.from('damaged')) : md5(plain);
      response.writeHead(200, { etag: `"${eTag}"`, ...(crc ? { 'x-amz-checksum-crc32': crc } : {}) }).end();
    };
    const source = { contentLength: bytes.length, eTag: md5(bytes) };
    const first = await put(source);
    expect(first.payload.record.checksum).toMatchObject({ algorithm: 'CRC32' });
    const second = await put(source);
    expect(second.payload.record.checksum).toEqual({ algorithm: 'MD5', value: md5(bytes) });
    expect([seen.length, framed()]).toEqual([2, 1]);
    damages = 1;
    const third = await put(source);
    expect(third.payload.record.checksum).toMatchObject({ algorithm: 'CRC32' });
    expect([seen.length, framed()]).toEqual([4, 2]);
    expect(seen[2]?.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
  });
});
