import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP relay on loopback: the network in front of the servers, and that of each agent. */
export interface Relay {
  url: string;
  /** Nothing goes through any more, and nobody is told of it: as when a cable is out. */
  cut(): void;
  /** What was under way when it was cut arrives now, late. */
  restore(): void;
  isCut(): boolean;
  /** All connections are lost, with what was under way in them; new ones go through, also after a cut. */
  drop(): void;
  close(): void;
}

export interface RelayOptions {
  /** The ports to take a new connection to, best first; one that nobody listens on is passed over. */
  ports(): readonly number[];
  /** Looks at what comes back. */
  onReply?(chunk: Buffer): void;
}

export async function startRelay({ ports, onReply }: RelayOptions): Promise<Relay> {
  const sockets = new Set<Socket>();
  let held: (() => void)[] | null = null;
  /** Now, or when the network is back. */
  const pass = (act: () => void) => {
    if (held) held.push(act);
    else act();
  };
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (client) => {
    client.on('error', () => undefined);
    track(client);
    pass(() => void join(client));
  });
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const join = async (client: Socket) => {
    const upstream = await firstOf(ports());
    if (!upstream) return client.destroy();
    track(upstream);
    forward(client, upstream);
    forward(upstream, client, onReply);
  };
  const forward = (from: Socket, to: Socket, look?: (chunk: Buffer) => void) => {
    from.on('data', (chunk: Buffer) => {
      look?.(chunk);
      pass(() => {
        if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
    });
    from.on('end', () => pass(() => to.end()));
    from.on('close', () => pass(() => to.destroy()));
    from.resume();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the relay has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      held ??= [];
    },
    restore: () => {
      const waiting = held ?? [];
      held = null;
      for (const act of waiting) act();
    },
    isCut: () => held !== null,
    drop: () => {
      held = null;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function firstOf(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.on('error', () => undefined);
    if (answered) return socket;
  }
  return null;
}
