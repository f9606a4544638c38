import type { Client } from 'pg';
import { StartupError } from '../../settings/startup-error.ts';

/** Says that a move into this database has begun and is not at its end: no server may start on it. */
const MARK = 'sluice_move';
/** Any number, always the same: one move at a time into one database. */
const MOVE_LOCK = 5_810_444;

export type TargetState = 'empty' | 'unfinished' | 'in use';

/** Keeps other moves out for as long as the connection lasts; false when one is under way. */
export async function lockTarget(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [MOVE_LOCK]);
  return rows[0]?.got === true;
}

/** Whether anything is in the database: tables of whoever, or an earlier move that did not come to its end. */
export async function stateOf(client: Client): Promise<TargetState> {
  if (await isMoving(client)) return 'unfinished';
  const { rows } = await client.query<{ used: boolean }>(`
    select exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
      or exists (select from pg_namespace where nspname = 'pgboss') as used`);
  return rows[0]?.used === true ? 'in use' : 'empty';
}

/** Whether a move into the database has begun and is not at its end. */
export async function isMoving(client: Pick<Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass('public.${MARK}') is not null as found`);
  return rows[0]?.found === true;
}

/** Marks an empty database, before anything else is written into it. */
export async function mark(client: Client): Promise<void> {
  await client.query(`create table ${MARK} (begun_at timestamptz not null default now())`);
}

/** What ends a move, in the transaction of its last step. */
export const unmark = `drop table ${MARK}`;

/** Takes everything out that an unfinished move has left, but for the mark: the database was empty when it began. */
export async function clear(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> $1`,
    [MARK],
  );
  const { rows: routines } = await client.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  await client.query('begin');
  await client.query('drop schema if exists pgboss cascade');
  for (const { name } of rows) await client.query(`drop table if exists ${client.escapeIdentifier(name)} cascade`);
  // Written by PostgreSQL itself, names in quotes where need be.
  for (const { name } of routines) await client.query(`drop routine if exists ${name} cascade`);
  await client.query('commit');
}

/** No server may work on half of an installation. @throws StartupError `move-unfinished` */
export async function refuseUnfinished(client: Pick<Client, 'query'>): Promise<void> {
  if (!(await isMoving(client))) return;
  throw new StartupError(
    'move-unfinished',
    'A move into the database of DATABASE_URL has begun and is not at its end: a part of the installation is still missing there. Run "sluice ' +
      'move" again: it begins anew. Until then start Sluice without DATABASE_URL, on the data folder it was moved from.',
  );
}
