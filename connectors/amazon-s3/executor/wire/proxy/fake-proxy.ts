import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import type { ProxySettings, ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { ConnectorError } from '../../../../../shared/runs/connector-error.ts';
import { networkError } from '../../errors.ts';
import { selfSigned } from '../../test-support/self-signed.ts';
import type { Origin } from '../address.ts';
import type { Answer } from '../answer.ts';
import { exchange, type WireRequest } from '../exchange.ts';
import { Pools } from '../http/pools.ts';
import { Secure } from '../http/secure.ts';
import { ProxiedPools } from './proxied-pools.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Has a server listen on loopback until the end of the test; gives its port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that a test answers for: `said` is what was sent to it, up to the end of the head. */
export const proxyOf = (handle: (socket: Socket, said: string) => void) =>
  listen(
    createServer((socket) => {
      let said = '';
      socket.on('data', function take(chunk) {
        said += String(chunk);
        if (!said.includes('\r\n\r\n')) return;
        socket.off('data', take);
        handle(socket, said);
      });
    }),
  );

/** Joins two sockets until one of them ends. */
export function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const socket of [one, other]) {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      one.destroy();
      other.destroy();
    });
  }
}

/** A proxy that makes tunnels, in the least of words. @param heads what it was asked @param to the port it goes to whatever is asked */
export const tunnelling = (heads: string[] = [], to?: number) =>
  proxyOf((socket, said) => {
    heads.push(said);
    const inner = connect(to ?? Number(/^CONNECT \S+:(\d+)/.exec(said)?.[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n');
      join(socket, inner);
    });
  });

export const settingsOf = (port: number, more: Partial<ProxySettings> = {}): ProxySettings => ({
  host: '127.0.0.1',
  port,
  userName: '',
  password: '',
  noProxy: [],
  ...more,
});

/** Connections by the proxy that `state` tells of, closed at the end of the test. */
export function poolsOf(state: () => ProxyState, ca: string | undefined = selfSigned.cert): ProxiedPools {
  const direct = new Pools({ ca });
  const pools = new ProxiedPools(state, direct, new Secure(ca));
  closing.push(() => {
    pools.close();
    direct.close();
  });
  return pools;
}

export const through = (port: number, more: Partial<ProxySettings> = {}) => {
  const state: ProxyState = { kind: 'set', settings: settingsOf(port, more) };
  return poolsOf(() => state);
};

export const originOf = (port: number, secure: boolean, hostname = '127.0.0.1'): Origin => ({
  secure,
  hostname,
  port,
  host: hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`,
});

export const timing = { connectMs: 10_000, answerMs: 10_000, stallMs: 10_000 };

export const send = (
  pools: ProxiedPools,
  origin: Origin,
  more: Partial<WireRequest> = {},
  times = timing,
): Promise<Answer> => {
  const request = { origin, method: 'GET', target: '/x?y=1', headers: {}, ...more };
  return exchange(request, pools, times, new AbortController().signal);
};

const subject = { operation: 'GetObject', accessKeyId: '', host: 'storage.test', region: 'r' } as const;

/** The code of the error that people are told. */
export async function codeOf(sending: Promise<unknown>): Promise<string> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => networkError(thrown, subject),
  );
  if (!(error instanceof ConnectorError)) throw new Error('it went well');
  expect(error.message).toMatch(/[.”]$/);
  expect(error.todo).toMatch(/\.$/);
  return error.code;
}
