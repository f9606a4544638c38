import { Client, type ClientConfig } from 'pg';

/** Of each of the product's tables the number of its rows and a sum over their contents, whatever their order. */
export async function fingerprints(connection: ClientConfig): Promise<Record<string, string>> {
  const client = new Client({ ...connection, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    const result: Record<string, string> = {};
    for (const { name } of tables) {
      const table = client.escapeIdentifier(name);
      const { rows } = await client.query<{ text: string }>(
        `select count(*) || ' rows, ' || coalesce(sum(('x' || left(md5(${table}::text), 12))::bit(48)::bigint), 0) as text from ${table}`,
      );
      result[name] = rows[0]?.text ?? '';
    }
    return result;
  } finally {
    await client.end();
  }
}
