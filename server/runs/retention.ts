import { type Queryable, sql } from '../database/sql.ts';

/** How long runs are kept after their end, unless the setting says otherwise. */
export const DEFAULT_LOG_DAYS = 30;

/** So many at once, with all their messages: no transaction gets long. */
const BATCH = 200;

/**
 * Removes the runs that ended longer ago, with their logs and what else was kept of them. Several servers may do so at once.
 * Gives how many there were.
 */
export async function removeOldRuns(where: Queryable, days: number): Promise<number> {
  for (let removed = 0; ; ) {
    const { numAffectedRows } = await sql`
      delete from runs where id in (
        select id from runs where ended_at < now() - make_interval(days => ${days})
        order by ended_at limit ${BATCH} for update skip locked)`.execute(where);
    const count = Number(numAffectedRows ?? 0);
    removed += count;
    if (count < BATCH) return removed;
  }
}
