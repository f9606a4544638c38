import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { selfSigned } from '../../test-support/self-signed.ts';
import {
  codeOf,
  join,
  listen,
  originOf,
  poolsOf,
  proxyOf,
  send,
  settingsOf,
  through,
  timing,
  tunnelling,
} from './fake-proxy.ts';

describe('a tunnel', () => {
  test('carries TLS: sessions are taken up again, the proxy is told who asks, the storage is not', async () => {
    const reused: boolean[] = [];
    const requests: IncomingMessage[] = [];
    const server = createHttps(selfSigned, (request, response) => {
      requests.push(request);
      response.end('x'.repeat(300_000));
    });
    server.on('secureConnection', (socket: TLSSocket) => reused.push(socket.isSessionReused()));
    const port = await listen(server);
    const heads: string[] = [];
    const pools = through(await tunnelling(heads), { userName: 'ägent', password: 'p:w' });
    for (let count = 0; count < 3; count += 1) {
      const answer = await send(pools, originOf(port, true), { headers: { connection: 'close' } });
      expect((await answer.text()).length).toBe(300_000);
    }
    expect(reused).toEqual([false, true, true]);
    const proof = Buffer.from('ägent:p:w').toString('base64');
    expect(heads[0]).toBe(
      `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nproxy-authorization: Basic ${proof}\r\nuser-agent: sluice/1.0\r\n\r\n`,
    );
    expect(requests[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(requests[0]?.url).toBe('/x?y=1');
  });

  test('is used again for the next request', async () => {
    const port = await listen(createHttps(selfSigned, (_, response) => response.end('ok')));
    const heads: string[] = [];
    const pools = through(await tunnelling(heads));
    for (let count = 0; count < 5; count += 1) await (await send(pools, originOf(port, true))).text();
    expect(heads).toHaveLength(1);
  });

  test('checks the certificate against the endpoint’s own name', async () => {
    const port = await listen(createHttps(selfSigned, (_, response) => response.end('ok')));
    const proxy = await tunnelling([], port);
    expect(await (await send(through(proxy), originOf(443, true, 'localhost'))).text()).toBe('ok');
    expect(await codeOf(send(through(proxy), originOf(443, true, 'storage.example.com')))).toBe('tls-failure');
    const state: ProxyState = { kind: 'set', settings: settingsOf(proxy) };
    const trusting = poolsOf(() => state, '');
    expect(await codeOf(send(trusting, originOf(443, true, 'localhost')))).toBe('tls-failure');
  });
});

describe('a tunnel without TLS in it', () => {
  test('carries a large body to where it is wanted, and is used again', async () => {
    const size = 8 * 1024 ** 2;
    const port = await listen(createHttp((request, response) => response.end(Buffer.alloc(size, request.url ?? ''))));
    const heads: string[] = [];
    const pools = through(await tunnelling(heads));
    for (let count = 0; count < 3; count += 1) {
      const answer = await send(pools, originOf(port, false), { target: `/${count}` });
      let length = 0;
      await answer.read(async (chunk) => {
        expect(
          Buffer.from(chunk).equals(Buffer.alloc(chunk.length, length % 2 === 0 ? `/${count}` : `${count}/`)),
        ).toBe(true);
        length += chunk.length;
        if (length % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      });
      expect(length).toBe(size);
    }
    expect(heads).toHaveLength(1);
    expect(heads[0]).toContain(`CONNECT 127.0.0.1:${port} `);
  });
});

describe('what a proxy answers to CONNECT', () => {
  test.each<[string, string, string]>([
    ['its rules', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno', 'proxy-forbidden'],
    ['its methods', 'HTTP/1.1 405 Method Not Allowed\r\n\r\n', 'proxy-forbidden'],
    [
      'it asks who comes',
      'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="a, b"\r\n\r\n',
      'proxy-credentials-missing',
    ],
    [
      'it asks in other ways',
      'HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
      'proxy-credentials-unsupported',
    ],
    [
      'it offers several ways',
      'HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate, NTLM\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
      'proxy-credentials-missing',
    ],
    ['it asks as tinyproxy does', 'HTTP/1.0 401 Unauthorized\r\n\r\n', 'proxy-credentials-missing'],
    ['it cannot reach the storage', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'proxy-upstream-failed'],
    ['nor now', 'HTTP/1.1 503 Service Unavailable\r\n\r\n<html>', 'proxy-upstream-failed'],
    ['nor in time', 'HTTP/1.0 504 Gateway Timeout\r\n\r\n', 'proxy-upstream-failed'],
    ['after a word in between', 'HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 502 Bad\r\n\r\n', 'proxy-upstream-failed'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'proxy-answer-wrong'],
    ['TLS', '\x15\x03\x01\x00\x02\x02\x46', 'proxy-answer-wrong'],
    ['a broken head', 'HTTP/1.1 200 OK\r\nbad header\r\n\r\n', 'proxy-answer-wrong'],
    ['bytes out of nowhere', 'HTTP/1.1 200 OK\r\n\r\nhello', 'proxy-answer-wrong'],
    ['a head without end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`, 'proxy-answer-wrong'],
    ['nothing at all', '', 'proxy-connection-lost'],
    ['half of it', 'HTTP/1.1 200 O', 'proxy-connection-lost'],
  ])('%s', async (_, said, code) => {
    const proxy = await proxyOf((socket) => socket.end(said, 'latin1'));
    expect(await codeOf(send(through(proxy), originOf(443, true)))).toBe(code);
  });

  test('may come byte by byte', async () => {
    const port = await listen(createHttps(selfSigned, (_, response) => response.end('ok')));
    const proxy = await proxyOf((socket) => {
      const inner = connect(port, '127.0.0.1', async () => {
        socket.setNoDelay(true);
        for (const byte of 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n') {
          socket.write(byte);
          await new Promise((resolve) => setImmediate(resolve));
        }
        join(socket, inner);
      });
    });
    expect(await (await send(through(proxy), originOf(port, true))).text()).toBe('ok');
  });

  test('refused credentials are told from missing ones', async () => {
    const proxy = await proxyOf((socket) =>
      socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n'),
    );
    const pools = through(proxy, { userName: 'a', password: 'b' });
    expect(await codeOf(send(pools, originOf(443, true)))).toBe('proxy-credentials-refused');
  });

  test('a proxy that says nothing, and one that is not there', async () => {
    const silent = await listen(createServer(() => undefined));
    const hasty = { ...timing, connectMs: 300 };
    expect(await codeOf(send(through(silent), originOf(443, true), {}, hasty))).toBe('proxy-time-out');
    for (const secure of [true, false]) {
      expect(await codeOf(send(through(1), originOf(443, secure)))).toBe('proxy-refused');
      const nowhere = { host: 'no-such-proxy.invalid' };
      expect(await codeOf(send(through(3128, nowhere), originOf(443, secure)))).toBe('proxy-name-not-resolved');
    }
  });
});
