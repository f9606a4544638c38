import { type Queryable, sql } from '../database/sql.ts';

/** Keeps an event's JSON for the moments until every server has read it, and forgets old ones. Returns its id. */
export async function keepPayload(where: Queryable, payload: string): Promise<number> {
  // Those that somebody else forgets just now are not waited for: whoever does so may wait for what this transaction holds.
  await sql`
    delete from event_payloads where id in (
      select id from event_payloads where at < now() - interval '10 minutes' for update skip locked)`.execute(where);
  const row = await where.insertInto('event_payloads').values({ payload }).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Throws when it is no longer there. */
export async function readPayload(where: Queryable, id: string): Promise<unknown> {
  const row = await where
    .selectFrom('event_payloads')
    .select('payload')
    .where('id', '=', Number(id))
    .executeTakeFirstOrThrow();
  return row.payload;
}
