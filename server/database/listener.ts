import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { type DatabaseLog, messageOf } from './log.ts';

/** What one listener of a channel wants to be told. */
export type Subscription = {
  /** A notification came; `payload` is at most 8,000 bytes and may be empty. */
  onMessage(payload: string): void;
  /** The connection was lost and is back: notifications may have been missed, so read the state again. */
  onReconnected(): void;
};

export type Listener = {
  /** Listens from the moment the promise resolves until the answered function is called. */
  listen(channel: string, subscription: Subscription): Promise<() => void>;
  close(): Promise<void>;
};

/** How often a silent connection is asked whether it is still there. */
const heartbeatMs = 15_000;

/**
 * LISTEN on one connection of its own, shared by all channels. When the connection is lost it is made again, with
 * back-off from 50 ms to 5 s, every channel is listened to again, and every subscription is told.
 */
export function createListener(connection: () => ClientConfig, log: DatabaseLog): Listener {
  const channels = new Map<string, Set<Subscription>>();
  let client: Promise<Client> | null = null;
  const closing = new AbortController();

  const connect = async (): Promise<Client> => {
    const next = new Client({ ...connection(), keepAlive: true, connectionTimeoutMillis: 10_000 });
    let established = false;
    let lost = false;
    const lose = (why: string) => {
      if (lost) return;
      lost = true;
      clearInterval(heartbeat);
      next.end().catch(() => undefined);
      if (!closing.signal.aborted && established) {
        log.warn({ err: why }, 'The connection for notifications was lost; connecting again');
        client = reconnect();
        client.catch(() => undefined);
      }
    };
    const heartbeat = setInterval(() => beat(next).catch((error) => lose(messageOf(error))), heartbeatMs).unref();
    next.on('error', (error) => lose(error.message));
    next.on('end', () => lose('the server ended it'));
    next.on('notification', ({ channel, payload }) => {
      for (const subscription of [...(channels.get(channel) ?? [])]) subscription.onMessage(payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`listen ${next.escapeIdentifier(channel)}`);
      established = true;
      return next;
    } catch (error) {
      lose(messageOf(error));
      throw error;
    }
  };

  const reconnect = async (): Promise<Client> => {
    for (let delay = 50; ; delay = Math.min(delay * 2, 5_000)) {
      if (closing.signal.aborted) throw new Error('The listener was closed.');
      try {
        const next = await connect();
        for (const subscription of [...channels.values()].flatMap((set) => [...set])) subscription.onReconnected();
        return next;
      } catch {
        await sleep(delay, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
      }
    }
  };

  const current = (): Promise<Client> => {
    if (client === null) {
      client = connect();
      client.catch(() => {
        client = null;
      });
    }
    return client;
  };

  return {
    listen: async (channel, subscription) => {
      const set = channels.get(channel) ?? new Set();
      channels.set(channel, set.add(subscription));
      const stop = () => {
        set.delete(subscription);
      };
      try {
        const connected = await current();
        await connected.query(`listen ${connected.escapeIdentifier(channel)}`);
        return stop;
      } catch (error) {
        stop();
        throw error;
      }
    },
    close: async () => {
      closing.abort();
      const last = await client?.catch(() => null);
      await last?.end().catch(() => undefined);
    },
  };
}

async function beat(client: Client): Promise<void> {
  const timer = new AbortController();
  const late = sleep(heartbeatMs / 2, 'late', { signal: timer.signal, ref: false }).catch(() => 'stopped');
  const answer = await Promise.race([client.query('select 1'), late]);
  timer.abort();
  if (answer === 'late') throw new Error('the server does not answer');
}
