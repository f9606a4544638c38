import { Client, type ClientConfig } from 'pg';
import { codeOf } from '../log.ts';

/** `absent`: nobody listens. `starting`: somebody does, and takes no connections yet (or no more). */
export type Answer = 'ready' | 'starting' | 'absent';

/**
 * Asks whether a PostgreSQL answers there.
 * @throws the server's error when it refuses us for good, such as 28P01 for a wrong password.
 */
export async function probe(connection: ClientConfig): Promise<Answer> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5_000 });
  // A server that goes away while being asked: the pending call fails with the same.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return answerOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function answerOf(error: unknown): Answer {
  const code = codeOf(error);
  // 57P03 cannot_connect_now; 53300 too_many_connections: PostgreSQL is there.
  if (code === '57P03' || code === '53300') return 'starting';
  if (code !== undefined && /^(28|3D|42)/.test(code)) throw error;
  return 'absent';
}
