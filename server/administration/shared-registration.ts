import { createHash, timingSafeEqual } from 'node:crypto';
import { type Id, newId } from '../../shared/project/id.ts';
import { credentialHash, newCredential } from '../agents/credential.ts';
import { sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { Registered } from './registrations.ts';

/** How long nobody has heard of an agent that came by the shared token, until its row goes with the next one that comes. */
const GONE_HOURS = 24;

/** A token by which any number of agents may register, for containers that come and go. Every server of the installation is told the same. */
export interface SharedRegistration {
  /** Whether this is the token. Compares in constant time; the token itself is not kept. */
  accepts(token: string): boolean;
  /** The name of the group that its agents go to; undefined: that of the default environment. */
  group: string | undefined;
}

/** @param token from the server's environment; it is stored nowhere: a start with another one, or with none, revokes it */
export function sharedRegistration(token: string, group: string | undefined): SharedRegistration {
  const hash = sha256(token);
  return { accepts: (given) => timingSafeEqual(sha256(given), hash), group };
}

/** Gives a new agent a credential of its own, under the name of its machine. @throws {ApiError} `registration-wrong` */
export async function registerShared(
  trx: Transaction,
  shared: SharedRegistration,
  hostname: string,
): Promise<Registered> {
  const agentGroupId = await groupOf(trx, shared);
  await trx
    .deleteFrom('agents')
    .where('is_elastic', '=', true)
    .where(sql<Date>`coalesce(last_seen_at, created_at)`, '<', sql<Date>`now() - make_interval(hours => ${GONE_HOURS})`)
    .execute();
  const agentId = newId('agt');
  const credential = newCredential();
  const name = hostname.trim().slice(0, 128) || agentId;
  await trx
    .insertInto('agents')
    .values({
      id: agentId,
      name,
      agent_group_id: agentGroupId,
      credential_hash: credentialHash(credential),
      connectors: '{}',
      hostname,
      is_elastic: true,
    })
    .execute();
  return { agentId, agentGroupId, name, credential };
}

async function groupOf(trx: Transaction, { group }: SharedRegistration): Promise<Id> {
  if (group === undefined) {
    const row = await trx
      .selectFrom('environments')
      .select('agent_group_id')
      .where('is_default', '=', true)
      .executeTakeFirstOrThrow();
    return row.agent_group_id;
  }
  const row = await trx
    .selectFrom('agent_groups')
    .select('id')
    .where(sql`lower(name)`, '=', group.toLowerCase())
    .executeTakeFirst();
  if (row) return row.id;
  throw new ApiError('registration-wrong', `There is no agent group "${group}", which the registration token is for.`, {
    todo: 'Create it under Administration, or set the server’s SLUICE_AGENT_REGISTRATION_GROUP to one that is there.',
  });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
