import { createHash, randomBytes } from 'node:crypto';
import type { PendingAgent, Registration } from '../../shared/api/administration.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { credentialHash, newCredential } from '../agents/credential.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { requireGroup } from './environments.ts';
import { registerShared, type SharedRegistration } from './shared-registration.ts';

const VALID_HOURS = 24;
/** Of a registration's id. */
const ID_BYTES = 16;

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

/** The registrations that are still good, by group, in the order in which they end. */
export async function pendingAgents(where: Queryable): Promise<Map<Id, PendingAgent[]>> {
  const rows = await where
    .selectFrom('agent_registrations')
    .select(['token_hash', 'agent_group_id', 'name', 'expires_at'])
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('expires_at')
    .execute();
  const byGroup = Map.groupBy(rows, (row) => row.agent_group_id);
  return new Map(
    Array.from(byGroup, ([group, pending]) => [
      group,
      pending.map(({ token_hash, name, expires_at }) => ({
        id: idOf(token_hash),
        name,
        expiresAt: expires_at.toISOString(),
      })),
    ]),
  );
}

/** Takes a token back that no agent has used. @throws {ApiError} `agent-unknown` */
export async function withdrawRegistration(trx: Transaction, agentGroupId: Id, registrationId: string): Promise<void> {
  const withdrawn = await trx
    .deleteFrom('agent_registrations')
    .where('agent_group_id', '=', agentGroupId)
    .where(sql<string>`encode(substring(token_hash from 1 for ${ID_BYTES}::integer), 'hex')`, '=', registrationId)
    .returning('name')
    .executeTakeFirst();
  if (withdrawn) return;
  throw new ApiError('agent-unknown', 'There is no such agent that is still to register.', {
    todo: 'It may have registered meanwhile: it is listed as an agent then.',
  });
}

export interface Registered {
  agentId: Id;
  agentGroupId: Id;
  name: string;
  /** Told this once. */
  credential: string;
}

/** Takes a token in, once unless it is the shared one, and gives its agent a credential. @throws {ApiError} `registration-wrong` */
export async function register(
  trx: Transaction,
  token: string,
  hostname: string,
  shared: SharedRegistration | null,
): Promise<Registered> {
  if (shared?.accepts(token)) return registerShared(trx, shared, hostname);
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

/** The beginning of the hash: enough to name it, and nothing to register with. */
function idOf(tokenHash: Buffer): string {
  return tokenHash.subarray(0, ID_BYTES).toString('hex');
}

/** It is random, so that a plain hash cannot be guessed backwards. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
