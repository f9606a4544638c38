import { parseArgs } from 'node:util';
import { PersonName, UserName } from '../../../shared/api/access.ts';
import { readSettings, type Settings } from '../../settings/settings.ts';
import { StartupError } from '../../settings/startup-error.ts';
import { userNameOf } from '../people.ts';

export const usage = `Usage: sluice person list
       sluice person add <user name> [--name <name>] [--stdin]
       sluice person password <user name> [--stdin]

For whoever is locked out, on the server's machine: works on the database itself (SLUICE_DATA_DIR or DATABASE_URL, as the
server has it), whether Sluice runs or not.

  list       everybody who may sign in
  add        make an administrator
  password   set a new password for a person, who is no longer disabled then, and end their sessions
  --name     what the person is called; else the user name
  --stdin    take the password from the first line of the standard input; else one is made, and printed`;

/** What the command line asks for. */
export type PersonCommand = { settings: Pick<Settings, 'databaseUrl' | 'dataDir'> } & (
  | { kind: 'list' }
  | { kind: 'add'; userName: string; name: string; stdin: boolean }
  | { kind: 'password'; userName: string; stdin: boolean }
);

/** Null: only to say how it is used. @throws StartupError `setting-invalid` */
export function readPersonCommand(args: readonly string[], env: NodeJS.ProcessEnv): PersonCommand | null {
  const { values, positionals } = parsed(args);
  const [kind, given, extra] = positionals;
  if (values.help === true) return null;
  const settings = readSettings(env, []);
  if (kind === 'list' && given === undefined) return { settings, kind };
  if ((kind !== 'add' && kind !== 'password') || given === undefined || extra !== undefined)
    throw misused('Not understood.');
  const userName = UserName.safeParse(userNameOf(given));
  if (!userName.success) throw misused('A user name has 1 to 254 characters and no spaces.');
  const stdin = values.stdin === true;
  if (kind === 'password') return { settings, kind, userName: userName.data, stdin };
  const name = PersonName.safeParse(values.name ?? userName.data.slice(0, 128));
  if (!name.success) throw misused('A name has 1 to 128 characters.');
  return { settings, kind, userName: userName.data, name: name.data, stdin };
}

function parsed(args: readonly string[]) {
  try {
    const options = {
      name: { type: 'string' },
      stdin: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error));
  }
}

function misused(why: string): StartupError {
  return new StartupError('setting-invalid', `${why}\n\n${usage}`);
}
