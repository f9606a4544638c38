import { text } from 'node:stream/consumers';
import { say, sayError } from '../../console.ts';
import { ApiError } from '../../http/api-error.ts';
import { StartupError } from '../../settings/startup-error.ts';
import { type PersonCommand, readPersonCommand, usage } from './arguments.ts';
import { openBeside } from './open.ts';
import { addAdministrator, checkPassword, listPeople, newPassword, setPersonPassword } from './people-command.ts';

/** `sluice person`. */
async function main(): Promise<void> {
  const command = readPersonCommand(process.argv.slice(2), process.env);
  if (command === null) return say(usage);
  const password = command.kind === 'list' ? '' : await passwordOf(command.stdin);
  const { db, close } = await openBeside(command.settings);
  try {
    if (command.kind === 'list') for (const line of await listPeople(db)) say(line);
    else if (command.kind === 'add') await addAdministrator(db, { ...command, password });
    else await setPersonPassword(db, command.userName, password);
  } finally {
    await close();
  }
  if (command.kind !== 'list') say(done(command, password));
}

async function passwordOf(stdin: boolean): Promise<string> {
  if (!stdin) return newPassword();
  const [line = ''] = (await text(process.stdin)).split(/\r?\n/, 1);
  return checkPassword(line);
}

function done(command: Exclude<PersonCommand, { kind: 'list' }>, password: string): string {
  const what = command.kind === 'add' ? 'is an administrator now' : 'has a new password now';
  const first = `"${command.userName}" ${what}.`;
  return command.stdin
    ? first
    : `${first}\nPassword: ${password}\nChange it after signing in, in the menu of the account.`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof StartupError || error instanceof ApiError) sayError(error.message);
    else sayError(`It failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
