import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The address that the tests' proxies speak from: on Linux all of 127.0.0.0/8 is this machine. */
export const PROXY_ADDRESS = '127.0.0.7';

/** The only way to a storage, open to a proxy alone. */
export interface Gate {
  readonly port: number;
  /** How many connections have come from the proxy. */
  passed(): number;
  /** How many have come from elsewhere, and were turned away. */
  refused(): number;
  /** Bytes that have come through the gate to whoever asked, and those the other way. */
  bytes(): { out: number; in: number };
  close(): Promise<void>;
}

/** Lets connections of the proxy through to a port of loopback, and turns all others away. */
export async function openGate(to: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let passed = 0;
  let refused = 0;
  const bytes = { out: 0, in: 0 };
  const server = createServer((socket) => {
    if (socket.remoteAddress !== PROXY_ADDRESS) {
      refused += 1;
      socket.destroy();
      return;
    }
    passed += 1;
    const inner = connect(to, '127.0.0.1');
    for (const one of [socket, inner]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        socket.destroy();
        inner.destroy();
      });
    }
    socket.on('data', (chunk) => (bytes.in += chunk.length));
    inner.on('data', (chunk) => (bytes.out += chunk.length));
    socket.pipe(inner);
    inner.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    passed: () => passed,
    refused: () => refused,
    bytes: () => ({ ...bytes }),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
