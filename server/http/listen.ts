import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenError } from '../settings/listen-error.ts';

export interface Listening {
  /** The port in use, also when any free one was asked for. */
  port: number;
  /** Takes no new connections; gives open requests `graceMs` to end, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** Listens. @throws {StartupError} `port-taken`, `port-not-allowed`, `address-not-available` */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer({ requireHostHeader: true }, handler);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  server.on('error', () => undefined);
  return { port: addressOf(server).port, close: (graceMs) => close(server, graceMs) };
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = new AbortController();
  const late = sleep(graceMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([closed, late]);
  timer.abort();
  server.closeAllConnections();
  await closed;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return address;
}
