import type { Id } from '../../shared/project/id.ts';
import type { Queryable } from '../database/sql.ts';

export interface SealedSecret {
  id: Id;
  key_id: string;
  sealed: Buffer;
}

export async function insertSecret(where: Queryable, secret: SealedSecret & { project_id: Id }): Promise<void> {
  await where.insertInto('secrets').values(secret).execute();
}

export async function selectSecrets(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<SealedSecret[]> {
  if (ids.length === 0) return [];
  return where
    .selectFrom('secrets')
    .select(['id', 'key_id', 'sealed'])
    .where('project_id', '=', projectId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
}

export async function selectSecretIds(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  const rows = await where
    .selectFrom('secrets')
    .select('id')
    .where('project_id', '=', projectId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A key that some secret was encrypted with and that is not `keyId`, or null. */
export async function otherKeyInUse(where: Queryable, keyId: string): Promise<string | null> {
  const row = await where
    .selectFrom('secrets')
    .select('key_id')
    .where('key_id', '!=', keyId)
    .limit(1)
    .executeTakeFirst();
  return row?.key_id ?? null;
}
