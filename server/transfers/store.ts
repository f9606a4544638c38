import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import {
  Cursor,
  type Receipt,
  type ReportedBatch,
  type Resumption,
  TransferBatch,
} from '../../shared/runs/transfers.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { lockRun } from '../runs/queries.ts';
import { uploadsOf } from '../uploads/store.ts';

const unpack = promisify(gunzip);
/** Gzip begins with another one. */
const JSON_BEGINS = '{'.charCodeAt(0);
/** Larger than any batch an agent makes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Reads a batch as an agent sends it, or as a small one is stored: as JSON. @throws {ApiError} `invalid-request` */
export async function readBatch(stored: Buffer): Promise<TransferBatch> {
  const isPlain = stored[0] === JSON_BEGINS;
  const parsed = await (isPlain ? Promise.resolve(stored) : unpack(stored, { maxOutputLength: MOST_BYTES }))
    .then((bytes) => TransferBatch.safeParse(JSON.parse(bytes.toString('utf8'))))
    .catch(() => null);
  if (parsed?.success) return parsed.data;
  const why = parsed?.error ? z.prettifyError(parsed.error) : 'it is not gzip-compressed JSON';
  throw new ApiError('invalid-request', `The batch of transfers cannot be read: ${why}`, { todo: 'Update the agent.' });
}

/** Keeps a batch with its run, once. @throws {ApiError} `lease-lost` when the run is not the agent's any more */
export async function keepBatch(
  trx: Transaction,
  agentId: Id,
  at: { runId: Id; number: number; fence: number },
  batch: TransferBatch,
  content: Buffer,
): Promise<void> {
  const row = await lockRun(trx, at.runId);
  if (!row || row.agent_id !== agentId || row.fence !== at.fence || hasEnded(row.state))
    throw new ApiError('lease-lost', `The run ${at.runId} is not this agent's any more.`, {
      todo: 'Stop executing it: another agent has it, or it has ended.',
    });
  const { receipts, failures, cursor } = batch;
  const stored = await trx
    .insertInto('run_transfers')
    .values({
      run_id: at.runId,
      number: at.number,
      receipts: receipts.length,
      failures: failures.length,
      content,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (stored.numInsertedOrUpdatedRows === 0n || !cursor) return;
  if (row.losses > 0) await forgetLossesIfFurther(trx, at.runId, cursor);
  const text = JSON.stringify(cursor);
  await trx
    .insertInto('run_cursors')
    .values({ run_id: at.runId, cursor: text })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ cursor: text }))
    .execute();
}

/** A run that gets on from attempt to attempt is not one that makes its agents die. */
async function forgetLossesIfFurther(trx: Transaction, runId: Id, cursor: Cursor): Promise<void> {
  const row = await trx.selectFrom('run_cursors').select('cursor').where('run_id', '=', runId).executeTakeFirst();
  if (row && doneBy(Cursor.parse(row.cursor)) >= doneBy(cursor)) return;
  await trx.updateTable('runs').set({ losses: 0, suspect_losses: 0 }).where('id', '=', runId).execute();
}

/** How many objects are done. */
function doneBy({ count, done }: Cursor): number {
  return count + done.length;
}

/**
 * Keeps the small batches that came with reports, each once; whose runs they are has been checked. They are stored as plain JSON, as
 * compressing costs more than it saves.
 */
export async function keepReported(
  trx: Transaction,
  batches: readonly (ReportedBatch & { runId: Id })[],
): Promise<void> {
  if (batches.length === 0) return;
  const rows = batches.map(({ runId, number, receipts, failures }) => ({
    runId,
    number,
    receipts: receipts.length,
    failures: failures.length,
    content: JSON.stringify({ receipts, failures }),
  }));
  await sql`
    insert into run_transfers (run_id, number, receipts, failures, content)
    select "runId", number, receipts, failures, convert_to(content, 'UTF8')
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as given ("runId" text, number integer, receipts integer, failures integer, content text)
    on conflict do nothing`.execute(trx);
}

/** What another attempt at a run needs to know of those before it. */
export async function resumptionOf(where: Queryable, runId: Id): Promise<Resumption> {
  const last = await where
    .selectFrom('run_transfers')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('run_id', '=', runId)
    .executeTakeFirst();
  const row = await where.selectFrom('run_cursors').select('cursor').where('run_id', '=', runId).executeTakeFirst();
  const nextBatch = last?.number === null || last?.number === undefined ? 0 : last.number + 1;
  return { nextBatch, cursor: row ? Cursor.parse(row.cursor) : null, uploads: await uploadsOf(where, runId) };
}

/** The last receipt of a run that fits, looked for in its last batch alone; null when there is none. */
export async function lastReceiptOf(
  where: Queryable,
  runId: Id,
  fits: (receipt: Receipt) => boolean,
): Promise<Receipt | null> {
  const row = await where
    .selectFrom('run_transfers')
    .select('content')
    .where('run_id', '=', runId)
    .where('receipts', '>', 0)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? ((await readBatch(row.content)).receipts.findLast(fits) ?? null) : null;
}

/** The batches of a run, one after another. */
export async function* batchesOf(where: Queryable, runId: Id, which: 'receipts' | 'failures') {
  for (let after = -1; ; ) {
    const row = await where
      .selectFrom('run_transfers')
      .select(['number', 'content'])
      .where('run_id', '=', runId)
      .where('number', '>', after)
      .where(which, '>', 0)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst();
    if (!row) return;
    yield await readBatch(row.content);
    after = row.number;
  }
}
