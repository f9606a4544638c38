import type { Queryable } from './database/sql.ts';

/** What the installation keeps under a key, or undefined. Parse it: it may be from another version. */
export async function readInstallation(where: Queryable, key: string): Promise<unknown> {
  const row = await where.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

export async function writeInstallation(where: Queryable, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await where
    .insertInto('installation')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}

/** Keeps `value` unless something is kept already; gives what is kept then. */
export async function keepInstallation(where: Queryable, key: string, value: unknown): Promise<unknown> {
  await where
    .insertInto('installation')
    .values({ key, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return readInstallation(where, key);
}
