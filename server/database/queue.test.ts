import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/product/processes.ts';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { type Job, queueChannel } from './queue.ts';
import { sql } from './sql.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await database.queue.createQueue('work');
});
afterEach(() => database.close());

function job(data: Job['data'] = {}): Job {
  return { id: crypto.randomUUID(), data };
}

function send(...jobs: Job[]): Promise<void> {
  return database.transaction(async (trx) => {
    await database.queue.send(trx, 'work', jobs);
  });
}

/** Claims as the product does: takes jobs, and does something about them in the same transaction. */
function claim(batchSize: number, meanwhile: () => Promise<void> = async () => undefined): Promise<Job[]> {
  return database.transaction(async (trx) => {
    const jobs = await database.queue.take(trx, 'work', batchSize);
    await meanwhile();
    return jobs;
  });
}

describe('sending', () => {
  it('keeps id, data and order', async () => {
    const jobs = [job({ n: 1 }), job({ n: 2, text: 'ü' }), job()];
    for (const each of jobs) await send(each);
    for (const each of jobs) expect(await claim(1)).toEqual([each]);
    expect(await claim(10)).toEqual([]);
  });

  it('leaves no job when its transaction rolls back, and wakes nobody', async () => {
    const woken: string[] = [];
    await database.listen(queueChannel, { onMessage: (name) => woken.push(name), onReconnected: () => undefined });
    const failing = database.transaction(async (trx) => {
      await database.queue.send(trx, 'work', [job()]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await send(job({ kept: true }));
    await until('the one that counts', () => woken.length > 0);
    expect(woken).toEqual(['work']);
    expect((await claim(10)).map(({ data }) => data)).toEqual([{ kept: true }]);
  });

  it('twice under one id leaves one job', async () => {
    const once = job();
    await send(once);
    await send(once);
    expect(await claim(10)).toEqual([once]);
  });

  it('works on after the queue was made again', async () => {
    await database.queue.createQueue('work');
    await send(job());
    expect(await claim(10)).toHaveLength(1);
  });
});

describe('claiming', () => {
  it('gives no job to two of sixteen claimers at once, and every job to one', async () => {
    const jobs = Array.from({ length: 200 }, () => job());
    await send(...jobs);
    const claimed: string[] = [];
    const work = async () => {
      for (;;) {
        const got = await claim(3);
        if (got.length === 0) return;
        claimed.push(...got.map(({ id }) => id));
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    // One that came while others held the last jobs may have seen none: nothing is left all the same.
    expect(await claim(10)).toEqual([]);
    expect(claimed).toHaveLength(jobs.length);
    expect(new Set(claimed)).toEqual(new Set(jobs.map(({ id }) => id)));
  });

  it('does not wait for a job that another transaction holds', async () => {
    const [first, second] = [job({ n: 1 }), job({ n: 2 })];
    await send(first);
    await send(second);
    let inner: Job[] = [];
    const outer = await claim(1, async () => {
      inner = await claim(5);
    });
    expect([outer, inner]).toEqual([[first], [second]]);
  });

  it('gives the job back at once when its transaction rolls back', async () => {
    const only = job();
    await send(only);
    const failing = claim(1, () => Promise.reject(new Error('the server was killed')));
    await expect(failing).rejects.toThrow('the server was killed');
    expect(await claim(1)).toEqual([only]);
  });

  it('gives the job back when the connection breaks before the end', async () => {
    const only = job();
    await send(only);
    const broken = database.transaction(async (trx) => {
      await database.queue.take(trx, 'work', 1);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
      await sql`select 1`.execute(trx);
    });
    await expect(broken).rejects.toThrow();
    await until('the job', async () => (await claim(1)).length === 1);
  });

  it('finds no job that was removed', async () => {
    const [gone, kept] = [job(), job()];
    await send(gone, kept);
    await database.transaction((trx) => database.queue.remove(trx, 'work', [gone.id]));
    expect(await claim(10)).toEqual([kept]);
  });
});
