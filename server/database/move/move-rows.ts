import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../../settings/startup-error.ts';
import { codeOf, messageOf } from '../log.ts';
import { countOf, migrationsOf, sequencesOf, type Table, tablesOf } from './catalog.ts';
import { pipeCopy } from './copy.ts';
import { clear, lockTarget, mark, stateOf } from './target.ts';

/** How many rows of a table have gone, of how many. */
export type Progress = (table: string, rows: number, of: number) => void;

export interface MovedTable {
  table: string;
  rows: number;
}

/**
 * Copies everything of one database of the product into another one, which must be empty or hold what an unfinished move has left:
 * that is taken out first. The source is read in one snapshot, and only read; the target gets all rows in one transaction.
 * What it has in the end is marked as unfinished still: the caller ends it.
 * @param prepare makes the product's tables in the target
 * @param signal breaks it off
 * @throws StartupError `move-refused`
 */
export async function moveRows(
  from: ClientConfig,
  to: ClientConfig,
  prepare: () => Promise<void>,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<MovedTable[]> {
  return withClient(from, signal, (source) =>
    withClient(to, signal, async (target) => {
      await beginTarget(target);
      await prepare();
      signal.throwIfAborted();
      await source.query('begin isolation level repeatable read read only');
      await sameMigrations(source, target);
      const tables = await tablesOf(source);
      await target.query('begin');
      const moved = await copyAll(source, target, tables, onProgress);
      for (const { name, last } of await sequencesOf(source))
        if (last !== null) await target.query('select setval($1, $2)', [target.escapeIdentifier(name), last]);
      await target.query('commit');
      // Their plans would be made from guesses otherwise, until autovacuum comes by.
      await target.query('analyze');
      return moved;
    }),
  );
}

async function beginTarget(target: Client): Promise<void> {
  if (!(await lockTarget(target)))
    throw refused('Another move into that database is under way. Wait for it to end, or stop it.');
  const state = await stateOf(target);
  if (state === 'in use')
    throw refused(
      'That database is not empty. Make a new one for Sluice ("create database sluice"), and give its address: what is in this one stays as it is.',
    );
  if (state === 'unfinished') await clear(target);
  else await mark(target);
}

async function sameMigrations(source: Client, target: Client): Promise<void> {
  const [there, here] = [await migrationsOf(source), await migrationsOf(target)];
  if (there.join() === here.join()) return;
  throw refused(
    'The data folder is from another version of Sluice. Start this version on it once, so that it is brought up to date, stop it, and move then.',
  );
}

async function copyAll(source: Client, target: Client, tables: readonly Table[], onProgress: Progress) {
  const names = tables.map(({ name }) => target.escapeIdentifier(name));
  // What the migrations have put in: the source has it too, as it has become.
  await target.query(`truncate ${names.join(', ')}`);
  const moved: MovedTable[] = [];
  for (const { name, columns } of tables) {
    const of = await countOf(source, name);
    const list = `${source.escapeIdentifier(name)} (${columns.map((column) => source.escapeIdentifier(column)).join(', ')})`;
    onProgress(name, 0, of);
    const rows = await pipeCopy(
      { client: source, text: `copy ${list} to stdout` },
      { client: target, text: `copy ${list} from stdin` },
      (sofar) => onProgress(name, sofar, of),
    );
    const arrived = await countOf(target, name);
    if (rows !== of || arrived !== of)
      throw refused(`Of the ${of} rows of ${name}, ${arrived} have arrived. Nothing was moved; try again.`);
    onProgress(name, rows, of);
    moved.push({ table: name, rows });
  }
  return moved;
}

async function withClient<Result>(
  config: ClientConfig,
  signal: AbortSignal,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ ...config, application_name: 'sluice move', keepAlive: true });
  // The pending query fails with the same error.
  client.on('error', () => undefined);
  await client.connect();
  // What is under way fails at once.
  const breakOff = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', breakOff);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof StartupError || codeOf(error) === null) throw error;
    throw refused(`PostgreSQL says: ${messageOf(error)}. What was copied so far is taken out again by the next move.`);
  } finally {
    signal.removeEventListener('abort', breakOff);
    await client.end().catch(() => undefined);
  }
}

function refused(message: string): StartupError {
  return new StartupError('move-refused', message);
}
