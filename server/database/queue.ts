import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type Db, fromKysely, PgBoss } from 'pg-boss';
import { type DatabaseLog, messageOf } from './log.ts';
import { type Queryable, sql, type Transaction } from './sql.ts';

/** A job of ours is only a wake-up: `data` says for which row. */
export type Job = { id: string; data: Record<string, unknown> };

/** A job on its way into a queue. */
export type NewJob = Job & {
  /** Greater ones are fetched first; 0 unless it is given. An `integer` of PostgreSQL's. */
  priority?: number;
};

/** The NOTIFY channel on which the name of a queue is told when a job was put into it. */
export const queueChannel = 'sluice_queue';

/**
 * The job queue. Send within the transaction that writes the row; claim by taking the job and updating the row in one
 * transaction. A rollback undoes all of it: the job is there again at once.
 */
export type Queue = {
  /** Makes the queue unless it is there. Once per name and process, before its first use. */
  createQueue(name: string): Promise<void>;
  /** Puts jobs in. One that is in the queue already under this id stays as it is. */
  send(trx: Transaction, name: string, jobs: readonly NewJob[]): Promise<void>;
  /** Tells that there is something to do, as sending a job does. */
  tell(trx: Transaction, name: string): Promise<void>;
  /** Takes out the first jobs that no other transaction has taken, by priority, then age; up to `most` of them, given in no order. */
  take(trx: Transaction, name: string, most: number): Promise<Job[]>;
  /** Takes jobs out that nobody has fetched yet, such as that of a run that was cancelled. */
  remove(trx: Transaction, name: string, ids: string[]): Promise<void>;
  /** Raises the priority of all jobs that wait. */
  raise(trx: Transaction, name: string, by: number): Promise<void>;
  stop(): Promise<void>;
};

const hour = 3_600;

/** Starts the queue on the product's pool; its tables are in the schema `pgboss`, which it makes itself. */
export async function startQueue(pool: Pool, log: DatabaseLog): Promise<Queue> {
  const boss = new PgBoss({
    db: poolDb(pool),
    schema: 'pgboss',
    // Jobs are never active and never finished (they are removed by who takes them), so that supervision has next to nothing to do. Schedules are the product's own. Its monitor counts all that wait, for figures that nobody reads.
    superviseIntervalSeconds: 60,
    maintenanceIntervalSeconds: 600,
    monitorIntervalSeconds: 3_600,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.warn({ err: messageOf(error) }, 'The job queue had an error'));
  boss.on('warning', ({ message }) => log.warn({}, message));
  await boss.start();
  // Told to the listeners when the transaction commits, and only then.
  const tell = async (trx: Transaction, name: string) => {
    await sql`select pg_notify(${queueChannel}, ${name})`.execute(trx);
  };
  return {
    createQueue: async (name) => {
      // A job is as good as the row that it stands for: it must not run out while no agent is there.
      await boss.createQueue(name, { retentionSeconds: 10 * 365 * 24 * hour, deleteAfterSeconds: hour });
    },
    send: async (trx, name, jobs) => {
      if (jobs.length === 0) return;
      await boss.insert(name, [...jobs], { db: transactionDb(trx) });
      await tell(trx, name);
    },
    tell,
    take: async (trx, name, most) => {
      const { rows } = await sql<{ id: string; data: Record<string, unknown> | null }>`
        select id, data from take_jobs(${name}, ${most})`.execute(trx);
      return rows.map(({ id, data }) => ({ id, data: data ?? {} }));
    },
    remove: async (trx, name, ids) => {
      if (ids.length > 0) await boss.deleteJob(name, ids, { db: transactionDb(trx) });
    },
    raise: async (trx, name, by) => {
      await sql`
        update pgboss.job set priority = least(priority::bigint + ${by}::bigint, 2147483647)::integer
        where name = ${name} and state < 'active'`.execute(trx);
    },
    stop: async () => {
      // With the database gone, its last statements would wait for connections.
      const stopped = boss.stop({ graceful: false, close: false }).catch((error) => {
        log.warn({ err: messageOf(error) }, 'The job queue did not stop cleanly');
      });
      await Promise.race([stopped, sleep(1_500, undefined, { ref: false })]);
    },
  };
}

/** pg-boss's statements inside a transaction of ours. */
export function transactionDb(trx: Queryable): Db {
  return fromKysely(trx);
}

/** pg-boss's own statements, on our pool. */
function poolDb(pool: Pool): Db {
  return {
    executeSql: async (text, values) => {
      // A text of several statements answers with an array of results.
      const result: { rows: unknown[] } | { rows: unknown[] }[] = await pool.query(text, values);
      return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows) } : { rows: result.rows };
    },
  };
}
