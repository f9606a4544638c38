import { createHash, randomBytes } from 'node:crypto';
import type { Registration } from '../../shared/api/administration.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { credentialHash, newCredential } from '../agents/credential.ts';
import { sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { requireGroup } from './environments.ts';

const VALID_HOURS = 24;

/** Makes a one-time token for a new agent. @throws {ApiError} `agent-group-unknown` */
export async function addRegistration(
  trx: Transaction,
  agentGroupId: Id,
  name: string,
): Promise<Omit<Registration, 'version'>> {
  await requireGroup(trx, agentGroupId);
  await trx.deleteFrom('agent_registrations').where('expires_at', '<', sql<Date>`now()`).execute();
  const token = `slrt_${randomBytes(32).toString('base64url')}`;
  const { expires_at } = await trx
    .insertInto('agent_registrations')
    .values({
      token_hash: hashOf(token),
      agent_group_id: agentGroupId,
      name,
      expires_at: sql<Date>`now() + make_interval(hours => ${VALID_HOURS})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { token, expiresAt: expires_at.toISOString() };
}

export interface Registered {
  agentId: Id;
  agentGroupId: Id;
  name: string;
  /** Told this once. */
  credential: string;
}

/** Takes a token in, once, and gives its agent a credential. @throws {ApiError} `registration-wrong` */
export async function register(trx: Transaction, token: string, hostname: string): Promise<Registered> {
  const used = await trx
    .deleteFrom('agent_registrations')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['agent_group_id', 'name'])
    .executeTakeFirst();
  if (!used)
    throw new ApiError('registration-wrong', 'The registration token is unknown, was used already, or is too old.', {
      todo: 'Make a new one: Add agent, on the page of the agent group.',
    });
  const agentId = newId('agt');
  const credential = newCredential();
  await trx
    .insertInto('agents')
    .values({
      id: agentId,
      name: used.name,
      agent_group_id: used.agent_group_id,
      credential_hash: credentialHash(credential),
      connectors: '{}',
      hostname,
    })
    .execute();
  return { agentId, agentGroupId: used.agent_group_id, name: used.name, credential };
}

/** It is random, so that a plain hash cannot be guessed backwards. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
