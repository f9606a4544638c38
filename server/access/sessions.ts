import { Levels } from '../../shared/api/access.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { newSessionToken, tokenHash } from './token.ts';
import type { KnownPerson } from './who.ts';

/** A session ends when it was not used for so long, and at the latest after so long. */
const IDLE_HOURS = 12;
export const MOST_SESSION_DAYS = 30;

/** When it was used last is written down this often, and no more. */
const USED_MINUTES = 5;

/** Somebody known by a session or an access key. */
export interface Found {
  person: KnownPerson;
  /** The name of the access key. */
  accessKey: string | null;
  /** Whether it should be written down that it was used. */
  isStale: boolean;
}

interface Row {
  id: Id;
  name: string;
  user_name: string;
  is_administrator: boolean;
  levels: unknown;
  access_key: string | null;
  stale: boolean;
}

/** Begins a session; gives its token, which is kept nowhere. */
export async function beginSession(where: Queryable, personId: Id): Promise<string> {
  const token = newSessionToken();
  const expires = sql<Date>`now() + make_interval(days => ${MOST_SESSION_DAYS})`;
  await where
    .insertInto('sessions')
    .values({ token_hash: tokenHash(token), person_id: personId, expires_at: expires })
    .execute();
  return token;
}

/** Whose session it is; null: there is none, it has ended, or the person is disabled. */
export async function personOfSession(where: Queryable, token: string): Promise<Found | null> {
  const { rows } = await sql<Row>`
    select ${PERSON}, null as access_key,
      session.used_at < now() - make_interval(mins => ${USED_MINUTES}) as stale
    from sessions as session join people as person on person.id = session.person_id
    where session.token_hash = ${tokenHash(token)} and not person.disabled
      and session.expires_at > now() and session.used_at > now() - make_interval(hours => ${IDLE_HOURS})`.execute(
    where,
  );
  return foundOf(rows[0]);
}

/** Whose access key it is; null: there is none, it has expired, or the person is disabled. */
export async function personOfKey(where: Queryable, key: string): Promise<Found | null> {
  const { rows } = await sql<Row>`
    select ${PERSON}, key.name as access_key,
      key.last_used_at is null or key.last_used_at < now() - interval '1 minute' as stale
    from access_keys as key join people as person on person.id = key.person_id
    where key.key_hash = ${tokenHash(key)} and not person.disabled and key.expires_at > now()`.execute(where);
  return foundOf(rows[0]);
}

const PERSON = sql`person.id, person.name, person.user_name, person.is_administrator,
  (select json_object_agg(environment_id, level) from person_levels where person_id = person.id) as levels`;

function foundOf(row: Row | undefined): Found | null {
  if (!row) return null;
  const levels = new Map(Object.entries(Levels.parse(row.levels ?? {})));
  const { id, name, user_name: userName, is_administrator: isAdministrator } = row;
  return { person: { id, name, userName, isAdministrator, levels }, accessKey: row.access_key, isStale: row.stale };
}

export async function touchSession(where: Queryable, token: string): Promise<void> {
  const used = { used_at: sql<Date>`now()` };
  await where.updateTable('sessions').set(used).where('token_hash', '=', tokenHash(token)).execute();
}

export async function touchKey(where: Queryable, key: string): Promise<void> {
  const used = { last_used_at: sql<Date>`now()` };
  await where.updateTable('access_keys').set(used).where('key_hash', '=', tokenHash(key)).execute();
}

export async function endSession(where: Queryable, token: string): Promise<void> {
  await where.deleteFrom('sessions').where('token_hash', '=', tokenHash(token)).execute();
}

/** Ends all sessions of a person; `but`: leaves this one. */
export async function endSessions(where: Queryable, personId: Id, but: string | null = null): Promise<void> {
  await where
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .$if(but !== null, (query) => query.where('token_hash', '!=', tokenHash(but ?? '')))
    .execute();
}

/** Removes those that have ended, and access keys that expired a month ago. */
export async function forgetEnded(where: Queryable): Promise<void> {
  const idle = sql<Date>`now() - make_interval(hours => ${IDLE_HOURS})`;
  await where
    .deleteFrom('sessions')
    .where(({ eb, or }) => or([eb('expires_at', '<', sql<Date>`now()`), eb('used_at', '<', idle)]))
    .execute();
  await where.deleteFrom('access_keys').where('expires_at', '<', sql<Date>`now() - interval '30 days'`).execute();
}
