import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTcp, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { exchange } from '../exchange.ts';
import {
  codeOf,
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
import { refusalAmong } from './refusal.ts';

/** A proxy that makes no tunnels. */
const forwardingProxy = (handle: Parameters<typeof proxyOf>[0]) =>
  proxyOf((socket, said) =>
    said.startsWith('CONNECT ') ? socket.end('HTTP/1.1 403 Forbidden\r\n\r\nno') : handle(socket, said),
  );

describe('a request without TLS, by a proxy that makes no tunnel for it,', () => {
  test('is given to the proxy in absolute form, with what it alone is told', async () => {
    const heads: string[] = [];
    const proxy = await forwardingProxy((socket, said) => {
      heads.push(said);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
    const pools = through(proxy, { userName: 'a', password: 'b' });
    const origin = originOf(9000, false, 'storage.test');
    expect(
      await (await send(pools, origin, { headers: { host: 'storage.test:9000', range: 'bytes=0-1' } })).text(),
    ).toBe('ok');
    expect(heads[0]).toBe(
      'GET http://storage.test:9000/x?y=1 HTTP/1.1\r\nhost: storage.test:9000\r\nproxy-authorization: Basic YTpi\r\ncache-control: no-cache, no-store\r\nrange: bytes=0-1\r\n\r\n',
    );
    await (
      await send(pools, origin, { method: 'PUT', body: Buffer.from('x'), headers: { 'content-length': '1' } })
    ).text();
    expect(heads[1]).not.toContain('cache-control');
  });

  test.each([
    ['Connection: keep-alive\r\n', 1],
    ['Proxy-Connection: keep-alive\r\n', 1],
    ['', 3],
    ['Connection: close\r\n', 3],
  ])('uses a connection again only when the proxy says so (%j)', async (header, expected) => {
    const asking = new Set<Socket>();
    const server = createTcp((socket) => {
      socket.on('data', (said) => {
        if (String(said).startsWith('CONNECT ')) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        else {
          asking.add(socket);
          socket.write(`HTTP/1.1 200 OK\r\n${header}Content-Length: 2\r\n\r\nok`);
        }
      });
    });
    const pools = through(await listen(server));
    for (let count = 0; count < 3; count += 1) await (await send(pools, originOf(80, false, 's.test'))).text();
    expect(asking.size).toBe(expected);
  });
});

describe('whose an answer is', () => {
  const by = { proxy: 'proxy.test:3128', authorization: undefined };
  const html = '<html><body>Sorry</body></html>';
  test.each<[string, number, Record<string, string>, string, string | undefined]>([
    ['Squid forbids', 403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0', server: 'squid/5.7' }, html, 'PROXY_FORBIDS'],
    ['Squid forbids a HEAD', 403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, '', 'PROXY_FORBIDS'],
    ['Squid does not get through', 503, { 'x-squid-error': 'ERR_CONNECT_FAIL 111' }, html, 'PROXY_UPSTREAM_FAILED'],
    ['tinyproxy does not get through', 500, { server: 'tinyproxy/1.11.1' }, html, 'PROXY_UPSTREAM_FAILED'],
    ['some proxy does not get through', 502, { server: 'appliance' }, html, 'PROXY_UPSTREAM_FAILED'],
    ['a proxy as RFC 9209 has it', 504, { 'proxy-status': 'p; error=connection_timeout' }, '', 'PROXY_UPSTREAM_FAILED'],
    ['a proxy asks who comes', 407, {}, '', 'PROXY_CREDENTIALS_MISSING'],
    ['the storage denies', 403, { 'x-amz-request-id': '1', via: '1.1 p (squid)' }, '', undefined],
    ['the storage denies without an id', 403, {}, '<Error><Code>AccessDenied</Code></Error>', undefined],
    [
      'the storage is busy',
      503,
      { via: '1.1 tinyproxy' },
      '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>',
      undefined,
    ],
    ['the storage has no such object', 404, {}, '', undefined],
    ['it is an object', 200, { server: 'squid/5.7' }, html, undefined],
  ])('%s', (_, status, headers, body, errno) => {
    expect(refusalAmong(by, status, headers, body)?.errno).toBe(errno);
  });
});

describe('the way that is taken', () => {
  test('follows the proxy as it is now; never without it', async () => {
    const seen: string[] = [];
    const answering = (name: string) =>
      forwardingProxy((socket) => {
        seen.push(name);
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    let state: ProxyState = { kind: 'none' };
    const pools = poolsOf(() => state);
    const origin = originOf(80, false, 'storage.test');
    const ask = async () => (await send(pools, origin)).text();
    expect(await codeOf(ask())).toBe('proxy-not-configured');
    state = { kind: 'set', settings: settingsOf(await answering('first')) };
    expect(pools.proxyTo(origin)).toBe(`127.0.0.1:${state.settings.port}`);
    await ask();
    state = { kind: 'set', settings: settingsOf(await answering('second')) };
    await ask();
    expect(seen).toEqual(['first', 'second']);
    for (const kind of ['cloud-group', 'unreadable'] as const) {
      state = { kind };
      expect(await codeOf(ask())).toBe('proxy-not-configured');
    }
    expect(seen).toEqual(['first', 'second']);
  });

  test('a tunnel through an earlier proxy is not used again', async () => {
    const heads: [string[], string[]] = [[], []];
    const requests: IncomingMessage[] = [];
    const port = await listen(createServer((request, response) => response.end(String(requests.push(request)))));
    const ports = [await tunnelling(heads[0]), await tunnelling(heads[1])];
    let which = 0;
    const settings = ports.map((one) => settingsOf(one));
    const pools = poolsOf(() => ({ kind: 'set', settings: settings[which] ?? settingsOf(1) }));
    // Without TLS in it: what counts is who carries it.
    const origin = { ...originOf(port, true), secure: true };
    for (which of [0, 1, 0]) {
      const failing = exchange(
        { origin, method: 'GET', target: '/', headers: {} },
        pools,
        timing,
        new AbortController().signal,
      );
      expect(await codeOf(failing)).toBe('tls-failure');
    }
    expect([heads[0].length, heads[1].length]).toEqual([2, 1]);
  });

  test('what is on the no-proxy list, and instance metadata, is asked directly', async () => {
    const port = await listen(createServer((_, response) => response.end('direct')));
    const pools = through(1, { noProxy: ['127.0.0.0/8'] });
    expect(await (await send(pools, originOf(port, false))).text()).toBe('direct');
    expect(pools.proxyTo(originOf(port, false))).toBeUndefined();
    const all = through(1);
    expect(all.proxyTo(originOf(80, false, '169.254.169.254'))).toBeUndefined();
    expect(all.proxyTo(originOf(80, false, 'fd00:ec2::254'))).toBeUndefined();
    expect(all.proxyTo(originOf(80, false, '169.253.0.1'))).toBe('127.0.0.1:1');
  });
});
