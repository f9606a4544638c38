import { parseArgs } from 'node:util';
import { readSettings } from '../settings/settings.ts';
import { StartupError } from '../settings/startup-error.ts';

export const usage = `Usage: sluice move --to postgres://user:password@host:5432/database

Copies everything from the embedded database of the data folder (SLUICE_DATA_DIR) into an empty PostgreSQL, 14 or later.
Stop Sluice first. The data folder stays as it is. An address that others on this machine must not read in the list of
processes goes into DATABASE_URL instead of --to.`;

export interface MoveArguments {
  dataDir: string;
  databaseUrl: string;
  /** `SLUICE_SECRET_KEY`: the key of the secrets is not in the data folder. */
  hasOwnKey: boolean;
}

/** What the command line asks for; null: only to say how it is used. @throws StartupError `setting-invalid` */
export function readMoveArguments(args: readonly string[], env: NodeJS.ProcessEnv): MoveArguments | null {
  const { to, help } = parsed(args);
  if (help === true) return null;
  const settings = readSettings(to === undefined ? env : { ...env, DATABASE_URL: to }, []);
  if (settings.databaseUrl === undefined)
    throw new StartupError('setting-invalid', `Where to move to is missing.\n\n${usage}`);
  return {
    dataDir: settings.dataDir,
    databaseUrl: settings.databaseUrl,
    hasOwnKey: settings.secretKey !== undefined,
  };
}

function parsed(args: readonly string[]) {
  try {
    const options = { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartupError('setting-invalid', `${why}\n\n${usage}`);
  }
}
