import { type Queryable, sql } from '../database/sql.ts';

/** Keeps an event's JSON for the moments until every server has read it, and forgets old ones. Returns its id. */
export async function keepPayload(where: Queryable, payload: string): Promise<number> {
  await where.deleteFrom('event_payloads').where('at', '<', sql<Date>`now() - interval '10 minutes'`).execute();
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
