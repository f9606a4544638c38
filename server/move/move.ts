import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../database/connect.ts';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { takeFolderLock } from '../database/folder-lock.ts';
import type { DatabaseLog } from '../database/log.ts';
import { type MovedTable, moveRows, type Progress } from '../database/move/move-rows.ts';
import { unmark } from '../database/move/target.ts';
import { checkAnswers } from '../database/remote.ts';
import { sql } from '../database/sql.ts';
import { createRunQueue } from '../runs/run-queue.ts';
import { StartupError } from '../settings/startup-error.ts';

const silent: DatabaseLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Jobs that are made at once. */
const BATCH = 1_000;

export interface Moved {
  tables: MovedTable[];
  /** Runs that wait, each of which has its job again. */
  waiting: number;
}

/**
 * Copies an installation from the embedded database of a data folder into an empty PostgreSQL. The product must not run on the folder
 * meanwhile, which stays as it is.
 * @throws StartupError `folder-in-use`, `move-refused`, those of an embedded start and of a `DATABASE_URL`
 */
export async function moveToPostgres(
  dataDir: string,
  databaseUrl: string,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Moved> {
  if (!existsSync(join(dataDir, 'postgres')))
    throw new StartupError(
      'move-refused',
      `There is no database in the data folder ${dataDir}. Name the folder to move from with SLUICE_DATA_DIR.`,
    );
  const target = await checkAnswers(databaseUrl);
  const embedded = await startEmbeddedPostgres({ dataDir, log: silent });
  // Refused: the server then belongs to the product that runs.
  const lock = await takeFolderLock({
    dataDir: embedded.dataDir,
    connection: () => embedded.connection(),
    log: silent,
    onLost: () => undefined,
  });
  try {
    const prepare = async () => (await openDatabase({ connection: () => target, log: silent, poolSize: 2 })).close();
    const tables = await moveRows(embedded.connection(), target, prepare, onProgress, signal);
    return { tables, waiting: await finish(target) };
  } finally {
    await lock.release(embedded.stop);
  }
}

/** Gives every run that waits its job, and says that the move is at its end: all or nothing. */
async function finish(target: Awaited<ReturnType<typeof checkAnswers>>): Promise<number> {
  const database = await openDatabase({ connection: () => target, log: silent, poolSize: 2 });
  try {
    const queue = createRunQueue(database);
    const groups = await database.db.selectFrom('agent_groups').select('id').execute();
    for (const { id } of groups) await queue.prepare(id);
    return await database.transaction(async (trx) => {
      const waiting = await trx
        .selectFrom('runs')
        .select(['id', 'agent_group_id', 'place', 'chain_agent_id'])
        .where('state', '=', 'Submitted')
        .where('held', 'is', null)
        .orderBy('number')
        .execute();
      for (let at = 0; at < waiting.length; at += BATCH) await queue.send(trx, waiting.slice(at, at + BATCH));
      await sql.raw(unmark).execute(trx);
      return waiting.length;
    });
  } finally {
    await database.close();
  }
}
