import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between agents and a server, and can hold up the download of a connector half-way. */
export interface Relay {
  /** Where agents find the server. */
  url: string;
  /** From now on a download gets so many bytes and no more; null: all of it again. */
  holdAfter(bytes: number | null): void;
  /** Resolves when a download is held up. */
  held(): Promise<void>;
  /** Cuts every connection that is open. */
  cut(): void;
  close(): void;
}

const DOWNLOAD = /GET \/agent\/v1\/connectors\/[a-z0-9-]+\/\d/;

export async function startRelay(serverUrl: string): Promise<Relay> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let most: number | null = null;
  let tell: () => void = () => undefined;
  let told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let left: number | null = null;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (DOWNLOAD.test(chunk.toString('latin1'))) left = most;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (left === null) {
        client.write(chunk);
        return;
      }
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      if (passed.length > 0) client.write(passed);
      if (left > 0) return;
      // Unread, so that nobody sees it end.
      upstream.pause();
      tell();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    holdAfter: (bytes) => {
      most = bytes;
      told = new Promise((resolve) => {
        tell = resolve;
      });
    },
    held: () => told,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
