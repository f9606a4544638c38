import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Api, createApi } from '../api.ts';

/** The program's way to a server that a test plays, until the test has finished. */
export async function apiOf(handler: RequestListener): Promise<Api> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return createApi(new URL(`http://127.0.0.1:${address.port}/`), undefined, new AbortController().signal);
}
