import { join } from 'node:path';
import { say, sayError } from '../console.ts';
import { withoutPassword } from '../database/remote.ts';
import { KEY_FILE } from '../secrets/key.ts';
import { StartupError } from '../settings/startup-error.ts';
import { type MoveArguments, readMoveArguments, usage } from './arguments.ts';
import { type Moved, moveToPostgres } from './move.ts';
import { progressLines } from './progress.ts';

/** As shells say it of a program that Ctrl-C has ended. */
const EXIT_STOPPED = 130;

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());

/** `sluice move`. */
async function main(): Promise<void> {
  const args = readMoveArguments(process.argv.slice(2), process.env);
  if (args === null) return say(usage);
  const { dataDir, databaseUrl } = args;
  say(`Moving ${dataDir} to ${withoutPassword(databaseUrl)} …`);
  const moved = await moveToPostgres(dataDir, databaseUrl, progressLines(say), stopping.signal);
  say(summary(moved, args));
}

function summary({ tables, waiting }: Moved, { dataDir, databaseUrl, hasOwnKey }: MoveArguments): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const key = hasOwnKey
    ? 'the SLUICE_SECRET_KEY it has now'
    : `SLUICE_SECRET_KEY set to what ${join(dataDir, KEY_FILE)} holds: SLUICE_SECRET_KEY="$(cat ${join(dataDir, KEY_FILE)})"`;
  return `
Moved: ${rows.toLocaleString('en-US')} rows of ${tables.length} tables, each counted there and here; ${waiting.toLocaleString('en-US')} runs wait for an agent.

Next:
1. Start Sluice with DATABASE_URL=${withoutPassword(databaseUrl)} (with its password) and
   ${key}.
   Every server needs the same two, and a data folder of its own; the first one best keeps ${dataDir}.
2. Do not start it without DATABASE_URL any more: the data folder still holds all as it was before the move.
   When all is well, ${join(dataDir, 'postgres')} may be removed. Keep ${KEY_FILE}.`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (stopping.signal.aborted) {
      sayError('Stopped before its end: nothing was moved. The same command begins anew.');
      process.exit(EXIT_STOPPED);
    }
    if (error instanceof StartupError) sayError(error.message);
    else sayError(`The move failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
