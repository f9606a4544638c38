import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../settings/startup-error.ts';
import { codeOf, messageOf } from './log.ts';
import { refuseUnfinished } from './move/target.ts';

/** `server_version_num` of PostgreSQL 14, the oldest that is supported. */
const oldestVersion = 140_000;

/**
 * Checks that the PostgreSQL of a `DATABASE_URL` answers, is recent enough, and holds no half of an installation.
 * @throws StartupError `database-unreachable`, `database-too-old` or `move-unfinished`; never with the password.
 */
export function checkRemote(databaseUrl: string): Promise<ClientConfig> {
  return checkAnswers(databaseUrl, refuseUnfinished);
}

/** The same without a look at what it holds. @throws StartupError `database-unreachable` or `database-too-old` */
export async function checkAnswers(
  databaseUrl: string,
  whenAnswered?: (client: Client) => Promise<void>,
): Promise<ClientConfig> {
  const connection: ClientConfig = { connectionString: databaseUrl, connectionTimeoutMillis: 10_000 };
  const client = new Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; name: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
    );
    const version = rows[0];
    if (version === undefined || Number(version.number) < oldestVersion) throw tooOld(databaseUrl, version?.name);
    await whenAnswered?.(client);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw unreachable(databaseUrl, error);
  } finally {
    await client.end().catch(() => undefined);
  }
  return connection;
}

/** The address without its password, fit to be shown. */
export function withoutPassword(databaseUrl: string): string {
  const { host, port, user, database } = new Client({ connectionString: databaseUrl });
  const account = user === undefined ? '' : `${encodeURIComponent(user)}@`;
  return `postgres://${account}${host}:${port}/${database ?? ''}`;
}

function unreachable(databaseUrl: string, cause: unknown): StartupError {
  return new StartupError(
    'database-unreachable',
    `Sluice cannot use the PostgreSQL at ${withoutPassword(databaseUrl)} (from DATABASE_URL): ${reason(cause)}. Check ` +
      'the address, and that the server runs and lets this machine in; or unset DATABASE_URL to use the embedded one.',
  );
}

function reason(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ECONNREFUSED') return 'nothing listens there (connection refused)';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no host of that name';
  if (code === 'ENOENT') return 'there is no such socket';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'it cannot be reached';
  if (code === '28P01' || code === '28000') return `it refuses the user or the password (${messageOf(cause)})`;
  if (/timeout/i.test(messageOf(cause))) return 'it did not answer within 10 seconds';
  return messageOf(cause);
}

function tooOld(databaseUrl: string, version: string | undefined): StartupError {
  return new StartupError(
    'database-too-old',
    `The PostgreSQL at ${withoutPassword(databaseUrl)} is version ${version ?? 'unknown'}; Sluice needs 14 or later.`,
  );
}
