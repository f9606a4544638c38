import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { activity, bytesOf, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server that answers raw bytes: `answer` is given the number of the connection and of the request on it, from 1. */
async function speaking(answer: (connection: number, request: number, socket: Socket) => void): Promise<string> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    let requests = 0;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      answer(connection, requests, socket);
    });
    stops.push(() => socket.destroy());
  });
  stops.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

function get(executor: TestExecutor, url: string, settings: Record<string, number> = {}, context = recorder()) {
  const connection = {
    name: 'Raw',
    settings: { accessKeyId: 'AKIARAW', secretAccessKey: 'x', endpointUrl: url, forcePathStyle: true, ...settings },
  };
  return executor.execute(connection, activity('get-object', { bucket: 'data', key: 'k' }), NOTHING, context);
}

/** An MD5 vouches for the bytes, so that they are read once. */
const OK = `HTTP/1.1 200 OK\r\ncontent-length: 5\r\netag: "${'e'.repeat(32)}"\r\n\r\nhello`;

describe('an exchange', () => {
  test('on a kept connection that was closed meanwhile is made again, without a try being used up', async () => {
    const executor = quick();
    const url = await speaking((connection, request, socket) => {
      if (connection === 1 && request === 2) socket.destroy();
      else socket.write(OK);
    });
    const context = recorder();
    for (let round = 0; round < 3; round += 1) {
      const got = await get(executor, url, { maximumAttempts: 1 }, context);
      expect((await bytesOf(got.content)).toString()).toBe('hello');
    }
    expect(context.logs).toEqual([]);
    executor.close();
  });

  test.each([
    ['ends in the middle of its head', 'HTTP/1.1 200 OK\r\ncontent-le', 'connection-lost'],
    ['ends before its head', '', 'connection-lost'],
    ['is not HTTP', '\u0001\u0002\u0003 nonsense\r\n\r\n', 'endpoint-not-s3'],
    ['is an error page', 'HTTP/1.1 404 Not Found\r\ncontent-length: 13\r\n\r\n<html></html>', 'endpoint-not-s3'],
    ['is a refusal without S3', 'HTTP/1.1 418 Teapot\r\ncontent-length: 2\r\n\r\nhm', 'endpoint-not-s3'],
    ['is an empty gateway error', 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n', 'storage-fault'],
  ])('whose answer %s fails with the right error', async (_, answer, code) => {
    const executor = quick();
    const url = await speaking((_connection, _request, socket) => socket.end(answer));
    await expect(get(executor, url, { maximumAttempts: 2 })).rejects.toMatchObject({ code });
    executor.close();
  });

  test('whose head does not come in time is given up', async () => {
    const executor = quick();
    const url = await speaking(() => undefined);
    await expect(get(executor, url, { maximumAttempts: 1, requestTimeout: 1 })).rejects.toMatchObject({
      code: 'time-out',
    });
    executor.close();
  });

  test('whose body ends early is told from one that is whole', async () => {
    const executor = quick();
    const url = await speaking((_connection, _request, socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\netag: "e"\r\n\r\nhello'),
    );
    const got = await get(executor, url, { maximumAttempts: 1 });
    await expect(bytesOf(got.content)).rejects.toMatchObject({
      code: expect.stringMatching(/^(connection-lost|source-truncated)$/),
      nature: 'transient',
    });
    executor.close();
  });

  test('of unknown length is read to its end', async () => {
    const executor = quick();
    const url = await speaking((_connection, _request, socket) =>
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'),
    );
    const got = await get(executor, url);
    expect(got.content?.size).toBeUndefined();
    expect((await bytesOf(got.content)).toString()).toBe('hello');
    executor.close();
  });
});
