import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { createServer as createSecureServer } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../test-support/self-signed.ts';
import type { Origin } from '../address.ts';
import { exchange, type WireRequest } from '../exchange.ts';
import type { Body } from '../upload.ts';
import { Pools } from './pools.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A storage whose every connection is handled as a test wants. */
async function speaking(handle: (socket: Socket, connection: number) => void, secure = false): Promise<Origin> {
  let connections = 0;
  const accept = (socket: Socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    stops.push(() => socket.destroy());
    handle(socket, connections);
  };
  const server: Server = secure ? createSecureServer(selfSigned, accept) : createServer(accept);
  stops.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { secure, hostname: '127.0.0.1', port, host: `127.0.0.1:${port}` };
}

function open(options: ConstructorParameters<typeof Pools>[0] = {}): Pools {
  const pools = new Pools({ ca: selfSigned.cert, ...options });
  stops.push(() => pools.close());
  return pools;
}

const timing = { connectMs: 20_000, answerMs: 20_000, stallMs: 20_000 };

function send(pools: Pools, origin: Origin, more: Partial<WireRequest> = {}, signal = new AbortController().signal) {
  return exchange({ origin, method: 'GET', target: '/', headers: {}, ...more }, pools, timing, signal);
}

/** A storage on a thread of its own that closes every connection with its answer, as soon as it has a body. */
const CLOSING = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:tls').createServer(workerData, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (bytes.includes('END')) socket.end('HTTP/1.1 200 OK\\r\\nconnection: close\\r\\ncontent-length: 0\\r\\n\\r\\n');
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const sum = () => createHash('sha256');
const MiB = 1024 ** 2;

describe.each([false, true])('a connection (TLS: %s)', (secure) => {
  const bytes = randomBytes(5 * MiB + 123);

  test.each(['length', 'chunked', 'close'])(
    'carries a large body whose end is told by %s, however it is taken',
    async (how) => {
      const origin = await speaking((socket) => {
        socket.on('data', () => {
          const framing = {
            length: `content-length: ${bytes.length}\r\n`,
            chunked: 'transfer-encoding: chunked\r\n',
            close: '',
          }[how];
          socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n`);
          if (how === 'chunked') socket.write(`${bytes.length.toString(16)}\r\n`);
          socket.write(bytes);
          if (how === 'chunked') socket.write('\r\n0\r\n\r\n');
          if (how === 'close') socket.end();
        });
      }, secure);
      const pools = open();
      for (const slow of [false, true]) {
        const hash = sum();
        let taking = false;
        const answer = await send(pools, origin);
        await answer.read((chunk) => {
          expect(taking).toBe(false);
          if (!slow) {
            hash.update(chunk);
            return;
          }
          taking = true;
          return soon().then(() => {
            hash.update(chunk);
            taking = false;
          });
        });
        expect(hash.digest('hex')).toBe(sum().update(bytes).digest('hex'));
      }
    },
  );

  test('sends a body whose memory is used again as soon as it was taken', async () => {
    const hash = sum();
    const origin = await speaking((socket) => {
      let body = -1;
      let head = '';
      socket.on('data', (chunk: Buffer) => {
        if (body < 0) {
          head += chunk.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          body = 0;
          chunk = Buffer.from(head.slice(end + 4), 'latin1');
        }
        hash.update(chunk);
        body += chunk.length;
        // Slow at first, so that the system cannot take everything at once.
        if (body < 2 * MiB) {
          socket.pause();
          setTimeout(() => socket.resume(), 5);
        }
        if (body === bytes.length) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      });
    }, secure);
    const memory = Buffer.alloc(300_000);
    const body: Body = {
      length: bytes.length,
      repeatable: true,
      send: async (outlet) => {
        for (let at = 0; at < bytes.length; at += memory.length) {
          const part = bytes.subarray(at, at + memory.length);
          memory.set(part);
          await outlet(memory.subarray(0, part.length));
          memory.fill(0);
        }
      },
    };
    const answer = await send(open(), origin, {
      method: 'PUT',
      headers: { 'content-length': String(bytes.length) },
      body,
    });
    expect(answer.status).toBe(200);
    expect(hash.digest('hex')).toBe(sum().update(bytes).digest('hex'));
  });

  test('is used again, also after a large body that was taken slowly', async () => {
    let connections = 0;
    const origin = await speaking((socket, connection) => {
      connections = connection;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        const body = requests % 2 === 0 ? bytes.subarray(0, MiB) : bytes.subarray(0, 100);
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
        socket.write(body);
      });
    }, secure);
    const pools = open();
    for (let round = 0; round < 6; round += 1) {
      let length = 0;
      await (await send(pools, origin)).read(async (chunk) => {
        length += chunk.length;
        await soon();
      });
      expect(length).toBe(round % 2 === 1 ? MiB : 100);
    }
    expect(connections).toBe(1);
  });
});

describe('a connection', () => {
  test.each([
    ['more came than was asked for', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n'],
    ['the storage wants it closed', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'],
  ])('is not used again when %s', async (_, said) => {
    let connections = 0;
    const origin = await speaking((socket, connection) => {
      connections = connection;
      socket.on('data', () => socket.write(said));
    });
    const pools = open();
    for (let round = 0; round < 3; round += 1) expect(await (await send(pools, origin)).text()).toBe('ok');
    expect(connections).toBe(3);
  });

  test('is not used again when a body was refused before it was sent', async () => {
    let connections = 0;
    const origin = await speaking((socket, connection) => {
      connections = connection;
      socket.once('data', () => socket.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno'));
    });
    const pools = open();
    const body: Body = {
      length: 100 * MiB,
      repeatable: true,
      send: async (outlet) => {
        for (let at = 0; at < 100; at += 1) await outlet(Buffer.alloc(MiB));
      },
    };
    for (let round = 0; round < 2; round += 1) {
      const answer = await send(pools, origin, { method: 'PUT', body });
      expect([answer.status, await answer.text()]).toEqual([403, 'no']);
    }
    expect(connections).toBe(2);
  });

  test('that is closed together with the answer ends an upload whose last write has not told yet that it is done', async () => {
    const storage = new Worker(CLOSING, { eval: true, workerData: selfSigned });
    stops.push(() => void storage.terminate());
    const [port] = await once(storage, 'message');
    const body: Body = {
      length: 3,
      repeatable: true,
      send: async (outlet) => {
        await soon();
        const taken = outlet(Buffer.from('END'));
        // Busy until the storage has answered and closed: both are read in one go, before TLS tells of the write.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
        await taken;
      },
    };
    const answer = await send(
      open(),
      { secure: true, hostname: '127.0.0.1', port: Number(port), host: `127.0.0.1:${port}` },
      { method: 'PUT', headers: { 'content-length': '3' }, body },
    );
    expect(answer.status).toBe(200);
  });

  test.each([0, 5, 100_000])(
    'that is reset has not ended the body of %i bytes that its end was to end',
    async (length) => {
      const origin = await speaking((socket) => {
        socket.on('data', () =>
          socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(length)}`, () => {
            setTimeout(() => socket.resetAndDestroy(), 50);
          }),
        );
      });
      const answer = await send(open(), origin);
      await expect(answer.read(() => undefined)).rejects.toMatchObject({ errno: 'TRUNCATED' });
    },
  );

  test('that is reset has told all the same what a refusal says', async () => {
    const origin = await speaking((socket) => {
      socket.on('data', () =>
        socket.write('HTTP/1.1 403 Forbidden\r\n\r\nno', () => {
          setTimeout(() => socket.resetAndDestroy(), 50);
        }),
      );
    });
    expect(await (await send(open(), origin)).text()).toBe('no');
  });

  test('that is canceled is closed at once, also while a body is read', async () => {
    const closed = Promise.withResolvers<void>();
    const origin = await speaking((socket) => {
      socket.on('close', () => closed.resolve());
      socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${MiB}\r\n\r\nthe beginning`));
    });
    const canceling = new AbortController();
    const answer = await send(open(), origin, {}, canceling.signal);
    const reading = answer.read(() => canceling.abort());
    await expect(reading).rejects.toMatchObject({ errno: 'CANCELED' });
    await closed.promise;
  });

  test('is closed when too many are idle, and all are when the pool is', async () => {
    let left = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const origin = await speaking((socket) => {
      left += 1;
      socket.on('close', () => {
        left -= 1;
        if (left === 2) resolve();
      });
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    const pools = open({ mostIdle: 2 });
    await Promise.all(Array.from({ length: 5 }, () => send(pools, origin)));
    await promise;
    pools.close();
    await expect(send(pools, origin)).resolves.toMatchObject({ status: 200 });
  });

  test('is made by whatever way a pool is given', async () => {
    const origin = await speaking((socket) => {
      socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${MiB}\r\n\r\n${'x'.repeat(MiB)}`));
    });
    const { connect } = await import('node:net');
    const pools = open({
      connect: ({ hostname: host, port }) => ({ socket: connect({ host, port }), reads: 'data', ready: 'connect' }),
    });
    for (let round = 0; round < 2; round += 1) {
      let length = 0;
      await (await send(pools, origin)).read(async (chunk) => {
        length += chunk.length;
        await soon();
      });
      expect(length).toBe(MiB);
    }
  });
});
