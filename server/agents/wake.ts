import type { Database } from '../database/connect.ts';
import { queueChannel } from '../database/queue.ts';
import type { Queryable } from '../database/sql.ts';

/** The channel on which everything but new jobs is told to waiting requests. */
const channel = 'sluice_agents';

/** Waiting for something, without missing it: made before the first look, so that what happens after it counts. */
export interface Watch {
  /** Resolves when one of the watched things has happened since the last call, after `milliseconds`, or on abort. */
  next(milliseconds: number, signal: AbortSignal): Promise<void>;
  end(): void;
}

/** Wakes waiting requests, in whichever server they wait. */
export interface Wake {
  start(): Promise<void>;
  stop(): void;
  /** Watches topics such as `cancel agt_…`, and queues by `queue <name>`. */
  watch(topics: readonly string[]): Watch;
  /** Tells a topic when the transaction commits. */
  tell(trx: Queryable, topic: string): Promise<void>;
}

export function createWake(database: Pick<Database, 'listen' | 'notify'>): Wake {
  const watchers = new Map<string, Set<() => void>>();
  const stops: (() => void)[] = [];
  const fire = (topic: string) => {
    for (const wake of [...(watchers.get(topic) ?? [])]) wake();
  };
  const fireAll = () => {
    for (const topic of [...watchers.keys()]) fire(topic);
  };
  return {
    start: async () => {
      const onReconnected = fireAll;
      stops.push(await database.listen(channel, { onMessage: fire, onReconnected }));
      stops.push(await database.listen(queueChannel, { onMessage: (name) => fire(`queue ${name}`), onReconnected }));
    },
    stop: () => {
      for (const stop of stops.splice(0)) stop();
      fireAll();
    },
    tell: (trx, topic) => database.notify(trx, channel, topic),
    watch: (topics) => {
      let happened = false;
      let resolve: (() => void) | null = null;
      const wake = () => {
        happened = true;
        resolve?.();
      };
      for (const topic of topics) watchers.set(topic, (watchers.get(topic) ?? new Set()).add(wake));
      return {
        next: async (milliseconds, signal) => {
          if (!happened && !signal.aborted) await firstOf(milliseconds, signal, (given) => (resolve = given));
          happened = false;
          resolve = null;
        },
        end: () => {
          for (const topic of topics) {
            const set = watchers.get(topic);
            set?.delete(wake);
            if (set?.size === 0) watchers.delete(topic);
          }
        },
      };
    },
  };
}

/** Resolves when `expose`d function is called, after `milliseconds`, or on abort. */
function firstOf(milliseconds: number, signal: AbortSignal, expose: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    expose(done);
  });
}
