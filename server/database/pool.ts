import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientConfig, Pool, types as pgTypes } from 'pg';
import { codeOf, type DatabaseLog, messageOf } from './log.ts';

/** PostgreSQL's type number of `bigint` (pg_type.oid). */
const bigintType = 20;

/** Reads `bigint` as a number: sizes and counts stay far below 2^53, and past that an error beats a wrong figure. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The number ${text} from the database is too large.`);
  return value;
}

/**
 * How long a transaction may wait for its next statement. A server that is frozen in mid-transaction keeps what it has locked, and with it
 * every other server, the reports of agents above all: PostgreSQL ends it well within the lease of a run.
 */
const IDLE_IN_TRANSACTION_MS = 5_000;

const getTypeParser: typeof pgTypes.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === bigintType && format !== 'binary' ? parseBigint : pgTypes.getTypeParser(id, format);

/**
 * A pool whose connections may break at any time without ending the process: a checked-out client emits `error`
 * when the server goes away, and its pending query fails with the same.
 */
export function createPool(connection: () => ClientConfig, size: number, log: DatabaseLog): Pool {
  const pool = new Pool({
    ...connection(),
    max: size,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'sluice',
    types: { getTypeParser },
    onConnect: async (client) => {
      await client.query(`set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`);
    },
  });
  pool.on('error', (error) => log.warn({ err: messageOf(error) }, 'A database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  // The embedded server may come back elsewhere (on Windows its port changes).
  const follow = () => Object.assign(pool.options, connection());
  pool.on('remove', follow);
  return pool;
}

/** Ends the pool; a query that still runs has 2 s. */
export async function endPool(pool: Pool): Promise<void> {
  await Promise.race([pool.end(), sleep(2_000, undefined, { ref: false })]);
}

const goneCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', '53300'],
]);

/** Whether an error only means that the database can't be reached right now: the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  if (goneCodes.has(code) || /^(08|57P0[1-5]|25P03)/.test(code)) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    messageOf(error),
  );
}
