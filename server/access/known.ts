import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { environmentOf } from '../environments/service.ts';
import { type Found, personOfKey, personOfSession, touchKey, touchSession } from './sessions.ts';

/** Everything that changes who may do what is told here, when its transaction commits. */
const CHANNEL = 'sluice_access';

/** How long what was read counts. A change is told at once; this is for when the connection that tells it is lost just then. */
const COUNTS_MS = 5_000;

/** The same, of there being nobody yet. */
const NOBODY_COUNTS_MS = 30_000;

/** So much is remembered at most. */
const MOST_REMEMBERED = 5_000;

type Memory<T> = Map<string, { value: T; until: number }>;

/** Who there is and what they may do, read once for many requests. */
export interface Known {
  start(): Promise<void>;
  stop(): void;
  /** Whether there is anybody: from then on everybody signs in. At no cost while nobody is. `claims`: the caller says to be somebody. */
  hasPeople(claims?: boolean): boolean | Promise<boolean>;
  /** `looks`: this is no use of it. */
  ofSession(token: string, looks?: boolean): Promise<Found | null>;
  ofKey(key: string, looks?: boolean): Promise<Found | null>;
  /** Where a project lives; null: there is no such project. */
  environmentOf(projectId: Id): Promise<Id | null>;
  /** The environment of projects that were put into no other. */
  defaultEnvironment(): Promise<Id | null>;
  /** Changes who may do what, in one transaction: counts here when it resolves, and in the other servers right after. */
  change<Result>(work: (trx: Transaction) => Promise<Result>): Promise<Result>;
  /** Calls back when it has changed, until the returned function is called. */
  onChange(callback: () => void): () => void;
}

export function createKnown(database: Database): Known {
  const { db } = database;
  const sessions: Memory<Found> = new Map();
  const keys: Memory<Found> = new Map();
  const projects: Memory<Id> = new Map();
  const defaults: Memory<Id> = new Map();
  const callbacks = new Set<() => void>();
  let stopListening: (() => void) | null = null;
  let anybody = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Goes up with each change: what was begun to be read before is not remembered. */
  let changes = 0;

  const forget = () => {
    changes += 1;
    for (const memory of [sessions, keys, projects, defaults]) memory.clear();
    lookedAt = Number.NEGATIVE_INFINITY;
    for (const callback of [...callbacks]) callback();
  };
  const remember = async <T>(memory: Memory<T>, key: string, read: () => Promise<T | null>): Promise<T | null> => {
    const kept = memory.get(key);
    if (kept && kept.until > performance.now()) return kept.value;
    const before = changes;
    const value = await read();
    if (value === null || stopListening === null || before !== changes) return value;
    if (memory.size >= MOST_REMEMBERED) memory.clear();
    memory.set(key, { value, until: performance.now() + COUNTS_MS });
    return value;
  };
  const look = async () => {
    const before = changes;
    const row = await db.selectFrom('people').select('id').limit(1).executeTakeFirst();
    anybody ||= row !== undefined;
    if (stopListening !== null && before === changes) lookedAt = performance.now();
    return anybody;
  };
  const used = async (found: Found | null, looks: boolean, touch: () => Promise<void>) => {
    if (!found?.isStale || looks) return;
    found.isStale = false;
    await touch();
  };

  return {
    start: async () => {
      stopListening = await database.listen(CHANNEL, { onMessage: forget, onReconnected: forget });
      await look();
    },
    stop: () => {
      stopListening?.();
      stopListening = null;
      callbacks.clear();
    },
    hasPeople: (claims = false) =>
      anybody || (!claims && performance.now() - lookedAt < NOBODY_COUNTS_MS ? false : look()),
    ofSession: async (token, looks = false) => {
      const found = await remember(sessions, token, () => personOfSession(db, token));
      await used(found, looks, () => touchSession(db, token));
      return found;
    },
    ofKey: async (key, looks = false) => {
      const found = await remember(keys, key, () => personOfKey(db, key));
      await used(found, looks, () => touchKey(db, key));
      return found;
    },
    environmentOf: (projectId) =>
      remember(projects, projectId, async () => {
        const project = await db.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst();
        return project ? (await environmentOf(db, projectId)).id : null;
      }),
    defaultEnvironment: () =>
      remember(defaults, '', async () => {
        const row = db.selectFrom('environments').select('id').where('is_default', '=', true);
        return (await row.executeTakeFirst())?.id ?? null;
      }),
    change: async (work) => {
      const result = await database.transaction(async (trx) => {
        const done = await work(trx);
        await tellAccessChanged(trx);
        return done;
      });
      forget();
      return result;
    },
    onChange: (callback) => {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}

/** Tells all servers that who may do what has changed, when the transaction commits; also from a program that is none. */
export async function tellAccessChanged(where: Queryable): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(where);
}
