import { type Queryable, sql } from '../database/sql.ts';
import { removeOldDebug } from '../debug/store.ts';

/** How long runs are kept after their end, unless the setting says otherwise. */
export const DEFAULT_LOG_DAYS = 30;

/** So many at once, with all their messages: no transaction gets long. */
const BATCH = 200;

/**
 * Removes the runs that ended longer ago, with their logs and what else was kept of them, and of the others what debug mode kept
 * long enough. Several servers may do so at once. Gives how many runs there were.
 */
export async function removeOldRuns(where: Queryable, days: number): Promise<number> {
  await removeOldDebug(where);
  for (let removed = 0; ; ) {
    const count = await removeBatch(where, days);
    removed += count;
    if (count < BATCH) return removed;
  }
}

/** The longest ended of them, in a transaction of its own: what is going on meanwhile waits for it at most. Gives how many there were. */
export async function removeBatch(where: Queryable, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from runs where id in (
      select id from runs where ended_at < now() - make_interval(days => ${days})
      order by ended_at limit ${BATCH} for update skip locked)`.execute(where);
  return Number(numAffectedRows ?? 0);
}
