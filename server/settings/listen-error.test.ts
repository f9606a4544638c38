import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { listenError } from './listen-error.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

function listen(host: string, port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

it('explains a taken port and names another', async () => {
  const port = await listen('127.0.0.1', 0);
  const error = await listen('127.0.0.1', port).catch((cause) => listenError(cause, '127.0.0.1', port));
  expect(error).toMatchObject({ code: 'port-taken', message: expect.stringContaining(`port ${port} on 127.0.0.1`) });
});

it('explains an address that this machine does not have', async () => {
  const error = await listen('192.0.2.1', 0).catch((cause) => listenError(cause, '192.0.2.1', 0));
  expect(error).toMatchObject({ code: 'address-not-available' });
});

it('leaves other errors alone', () => {
  const other = new Error('other');
  expect(listenError(other, 'h', 1)).toBe(other);
});
