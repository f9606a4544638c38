import type { Client } from 'pg';

/** A table of the product's. */
export interface Table {
  name: string;
  columns: string[];
}

/** What is not copied: the record of migrations, which the target has of its own, and events that nobody waits for any more. */
const LEFT_OUT = ['schema_migrations', 'event_payloads'];

/** The product's tables, each behind those that it refers to. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`);
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select c.relname::text as "from", f.relname::text as "to"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.oid <> f.oid and c.relnamespace = 'public'::regnamespace`);
  return inOrder(
    rows.filter(({ name }) => !LEFT_OUT.includes(name)),
    references,
  );
}

/** Puts tables behind those that they refer to; of a circle the first one comes first. */
export function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  const visited = new Set<string>();
  const visit = (table: Table) => {
    if (visited.has(table.name)) return;
    visited.add(table.name);
    const needed = new Set(references.filter(({ from }) => from === table.name).map(({ to }) => to));
    for (const other of tables) if (needed.has(other.name)) visit(other);
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered;
}

/** Where a counter stands; null: it was never used. */
export interface Sequence {
  name: string;
  last: string | null;
}

export async function sequencesOf(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`,
  );
  return rows;
}

/** The migrations that a database has had. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows: found } = await client.query<{ found: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as found`,
  );
  if (found[0]?.found !== true) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name');
  return rows.map(({ name }) => name);
}

export async function countOf(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${client.escapeIdentifier(table)}`);
  return Number(rows[0]?.count);
}
