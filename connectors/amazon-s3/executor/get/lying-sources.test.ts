import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { activity, NOTHING, quick, recorder, type TestExecutor } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';

const bytes = randomBytes(200_000);
const eTag = `"${createHash('md5').update(bytes).digest('hex')}"`;
const ok = (length: number, more = '') =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\netag: ${eTag}\r\nlast-modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n${more}\r\n`;

let at: TestStore;
let executor: TestExecutor;
const stops: (() => void)[] = [];

beforeAll(async () => {
  at = await testStore();
});
afterEach(() => {
  executor.close();
  for (const stop of stops.splice(0)) stop();
});
afterAll(() => at.stop());

/** A storage that answers each GET as it likes. */
async function source(answer: (socket: Socket, request: string, number: number) => void): Promise<string> {
  let number = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      number += 1;
      answer(socket, request.toString('latin1'), number);
    });
    stops.push(() => socket.destroy());
  });
  stops.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

async function transferFrom(url: string, put = {}) {
  executor = quick();
  const context = recorder();
  const from = at.connection({ endpointUrl: url, maximumAttempts: 3 });
  const got = await executor.execute(from, activity('get-object', { bucket: 'data', key: 'k' }), NOTHING, context);
  const step = activity('put-object', { bucket: 'data', key: 'copy', ...put });
  await executor.execute(at.connection({ maximumAttempts: 3 }), step, got, context);
}

const refused = {
  code: expect.stringMatching(
    /^(checksum-mismatch|source-truncated|connection-lost|source-changed|range-not-supported)$/,
  ),
};

describe('what a lying source gives never becomes an object', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'a body that is cut, with a length that fits',
      (socket) => socket.write(Buffer.concat([Buffer.from(ok(150_000)), bytes.subarray(0, 150_000)])),
    ],
    [
      'a body shorter than its length',
      (socket) => socket.end(Buffer.concat([Buffer.from(ok(bytes.length)), bytes.subarray(0, 150_000)])),
    ],
    ['a body longer than its length', (socket) => socket.write(Buffer.concat([Buffer.from(ok(150_000)), bytes]))],
    ['nothing, with a length of nothing', (socket) => socket.write(ok(0))],
    [
      'other bytes, with the right length',
      (socket) => socket.write(Buffer.concat([Buffer.from(ok(bytes.length)), randomBytes(bytes.length)])),
    ],
    [
      'bytes that are not those of its checksum',
      (socket) =>
        socket.write(Buffer.concat([Buffer.from(ok(bytes.length, 'x-amz-checksum-crc32: AAAAAA==\r\n')), bytes])),
    ],
  ])('%s', async (_, answer) => {
    const url = await source(answer);
    await expect(transferFrom(url)).rejects.toMatchObject(refused);
    expect(await at.witness.has('copy')).toBe(false);
    await expect(transferFrom(url, { ifExists: 'fail' })).rejects.toMatchObject(refused);
    expect(await at.witness.has('copy')).toBe(false);
  });

  test('the rest of another body, in the place of an answer', async () => {
    const url = await source((socket, _request, number) => {
      // What comes behind the first answer would be read as the second one's head.
      if (number === 1)
        socket.write(Buffer.concat([Buffer.from(ok(bytes.length)), bytes, Buffer.from(`${ok(5)}hello`)]));
      else socket.write(Buffer.concat([Buffer.from(ok(bytes.length)), bytes]));
    });
    await transferFrom(url);
    expect((await at.witness.bytes('copy')).equals(bytes)).toBe(true);
    await transferFrom(url);
    expect((await at.witness.bytes('copy')).equals(bytes)).toBe(true);
    await at.witness.remove('copy');
  });

  test('another range than was asked for, after a cut', async () => {
    const url = await source((socket, request, number) => {
      if (number === 1) socket.end(Buffer.concat([Buffer.from(ok(bytes.length)), bytes.subarray(0, 100_000)]));
      else {
        expect(request).toMatch(/range: bytes=100000-/i);
        socket.write(Buffer.concat([Buffer.from(ok(bytes.length)), bytes]));
      }
    });
    await expect(transferFrom(url)).rejects.toMatchObject(refused);
    expect(await at.witness.has('copy')).toBe(false);
  });

  test('the right range, of other bytes', async () => {
    const range = `content-range: bytes 100000-${bytes.length - 1}/${bytes.length}\r\n`;
    const url = await source((socket, request) => {
      if (!/range:/i.test(request))
        socket.end(Buffer.concat([Buffer.from(ok(bytes.length)), bytes.subarray(0, 100_000)]));
      else
        socket.write(
          Buffer.concat([
            Buffer.from(ok(100_000, range).replace('200 OK', '206 Partial Content')),
            randomBytes(100_000),
          ]),
        );
    });
    await expect(transferFrom(url)).rejects.toMatchObject(refused);
    expect(await at.witness.has('copy')).toBe(false);
  });
});
