import { Policy } from '../../shared/api/connectors.ts';
import type { Queryable } from '../database/sql.ts';
import { readInstallation, writeInstallation } from '../installation.ts';

const KEY = 'policy';

/** What holds for the whole installation; until somebody has set it, updates are made. */
export async function readPolicy(where: Queryable): Promise<Policy> {
  const kept = Policy.safeParse(await readInstallation(where, KEY));
  return kept.success ? kept.data : { disableAutoConnectorUpdate: false };
}

export function writePolicy(where: Queryable, policy: Policy): Promise<void> {
  return writeInstallation(where, KEY, policy);
}
