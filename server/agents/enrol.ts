import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import { sql } from '../database/sql.ts';
import { credentialHash, newCredential } from './credential.ts';

/** Makes or renews the agent that a server keeps itself, in the default environment's group; gives its new credential. */
export async function enrolLocalAgent(database: Database, id: Id, name: string): Promise<string> {
  const credential = newCredential();
  const credential_hash = credentialHash(credential);
  await database.transaction(async (trx) => {
    const group = await trx
      .selectFrom('environments')
      .select('agent_group_id')
      .where('is_default', '=', true)
      .executeTakeFirstOrThrow();
    // Those of servers that are gone for good, e.g. of containers that were replaced.
    await trx
      .deleteFrom('agents')
      .where('is_local', '=', true)
      .where('id', '!=', id)
      .where('last_seen_at', '<', sql<Date>`now() - interval '1 day'`)
      .execute();
    await trx
      .insertInto('agents')
      .values({ id, name, agent_group_id: group.agent_group_id, credential_hash, is_local: true, connectors: '{}' })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, credential_hash }))
      .execute();
  });
  return credential;
}
