import { ProjectEvent } from '../../shared/api/events.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import { messageOf } from '../database/log.ts';
import type { Queryable } from '../database/sql.ts';
import type { Log } from '../log.ts';
import { keepPayload, readPayload } from './queries.ts';

export interface EventListener {
  /** An event was published, by this server or another one, and its transaction has committed. In order of commit. */
  onEvent(event: ProjectEvent): void;
  /** Events may have been missed: read the state again. */
  onResync(): void;
}

/** An event and whose it is. */
export interface PublishedEvent {
  projectId: Id;
  event: ProjectEvent;
}

/** What happens in projects, told to every server of the installation. */
export interface Events {
  /** Tells it when the transaction commits, and never when it does not. Events of any size. */
  publish(trx: Queryable, projectId: Id, event: ProjectEvent): Promise<void>;
  /** The same for several, in their order, at the cost of one. */
  publishAll(trx: Queryable, events: readonly PublishedEvent[]): Promise<void>;
  /** Listens to a project's events until the returned function is called. */
  subscribe(projectId: Id, listener: EventListener): Promise<() => void>;
}

/** In place of a project's id: what is told to all who listen to any project. */
export const EVERY_PROJECT: Id = '*';

/** All projects share one channel; a notification is `<project id> <event as JSON>` or `<project id> #<payload id>`. */
const CHANNEL = 'sluice_events';

/** PostgreSQL refuses a notification of 8,000 bytes or more. */
const MAX_NOTIFICATION_BYTES = 7_999;

/** Opens the installation's events. Listens from the first subscription on. */
export function createEvents(database: Database, log: Log): Events {
  const listeners = new Map<Id, Set<EventListener>>();
  let listening: Promise<unknown> | null = null;
  let delivered: Promise<void> = Promise.resolve();

  const all = () => [...listeners.values()].flatMap((set) => [...set]);
  const of = (projectId: Id) => (projectId === EVERY_PROJECT ? all() : [...(listeners.get(projectId) ?? [])]);
  const deliver = async (projectId: Id, text: string) => {
    if (of(projectId).length === 0) return;
    try {
      const value = text.startsWith('#') ? await readPayload(database.db, text.slice(1)) : JSON.parse(text);
      const event = ProjectEvent.parse(value);
      for (const listener of of(projectId)) listener.onEvent(event);
    } catch (error) {
      log.warn({ err: messageOf(error), projectId }, 'An event could not be read');
      for (const listener of of(projectId)) listener.onResync();
    }
  };
  const listen = () =>
    database.listen(CHANNEL, {
      onMessage: (payload) => {
        const space = payload.indexOf(' ');
        delivered = delivered.then(() => deliver(payload.slice(0, space), payload.slice(space + 1)));
      },
      onReconnected: () => {
        for (const listener of all()) listener.onResync();
      },
    });

  /** @param kept where a large event that is told to several projects is: it is kept once */
  const payloadOf = async (
    trx: Queryable,
    { projectId, event }: PublishedEvent,
    kept = new Map<ProjectEvent, number>(),
  ) => {
    const text = JSON.stringify(event);
    const inline = `${projectId} ${text}`;
    if (Buffer.byteLength(inline) <= MAX_NOTIFICATION_BYTES) return inline;
    const id = kept.get(event) ?? (await keepPayload(trx, text));
    kept.set(event, id);
    return `${projectId} #${id}`;
  };

  return {
    publish: async (trx, projectId, event) => {
      await database.notify(trx, CHANNEL, await payloadOf(trx, { projectId, event }));
    },
    publishAll: async (trx, events) => {
      const payloads: string[] = [];
      const kept = new Map<ProjectEvent, number>();
      for (const one of events) payloads.push(await payloadOf(trx, one, kept));
      if (payloads.length > 0) await database.notifyAll(trx, CHANNEL, payloads);
    },
    subscribe: async (projectId, listener) => {
      listening ??= listen().catch((error) => {
        listening = null;
        throw error;
      });
      await listening;
      const set = listeners.get(projectId) ?? new Set();
      listeners.set(projectId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(projectId) === set) listeners.delete(projectId);
      };
    },
  };
}
