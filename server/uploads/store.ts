import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { type EarlierUpload, type UploadChanges, UploadReport } from '../../shared/runs/uploads.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { lockRun } from '../runs/queries.ts';
import type { RunRow } from '../runs/row.ts';

const unpack = promisify(gunzip);
/** Larger than any report an agent makes. */
const MOST_BYTES = 64 * 1024 * 1024;
/** So many of the uploads that a run has completed last are told to its next attempt: those that may not yet be counted as done. */
const MOST_COMPLETED = 100;

/** Reads what an agent tells of uploads. @throws {ApiError} `invalid-request` */
export async function readReport(packed: Buffer): Promise<UploadReport> {
  const parsed = await unpack(packed, { maxOutputLength: MOST_BYTES })
    .then((bytes) => UploadReport.safeParse(JSON.parse(bytes.toString('utf8'))))
    .catch(() => null);
  if (parsed?.success) return parsed.data;
  const why = parsed?.error ? z.prettifyError(parsed.error) : 'it is not gzip-compressed JSON';
  throw new ApiError('invalid-request', `The report of uploads cannot be read: ${why}`, { todo: 'Update the agent.' });
}

/** Notes what has become of the uploads of an agent's runs. Gives the runs that are not the agent's: of them nothing is noted. */
export async function keepUploads(trx: Transaction, agentId: Id, { runs }: UploadReport): Promise<Id[]> {
  const lost: Id[] = [];
  // In one order everywhere, so that two of them cannot wait for each other.
  for (const { runId, fence, changes } of runs.toSorted((a, b) => (a.runId < b.runId ? -1 : 1))) {
    const row = await lockRun(trx, runId);
    if (!row || row.agent_id !== agentId || row.fence !== fence || hasEnded(row.state)) lost.push(runId);
    else await apply(trx, row, changes);
  }
  return lost;
}

async function apply(trx: Transaction, row: RunRow, changes: UploadChanges): Promise<void> {
  for (const intent of changes.intended)
    await trx
      .insertInto('run_uploads')
      .values({
        id: intent.id,
        run_id: row.id,
        project_id: row.project_id,
        agent_group_id: row.agent_group_id,
        deployment_id: row.deployment_id,
        operation_id: row.operation_id,
        globals: row.globals === null ? null : JSON.stringify(row.globals),
        intent: JSON.stringify(intent),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const { id, uploadId } of changes.begun)
    await update(trx, row.id, [id]).set({ upload_id: uploadId, changed_at: sql<Date>`now()` }).execute();
  for (const { id, parts } of changes.parts) {
    // PostgreSQL takes at most 65,535 values in a statement; as one JSON value there is no such limit.
    await sql`
      insert into run_upload_parts (upload, number, part)
      select run_uploads.id, (given.part->>'number')::integer, given.part
      from run_uploads, json_array_elements(${JSON.stringify(parts)}::json) as given (part)
      where run_uploads.id = ${id} and run_uploads.run_id = ${row.id}
      on conflict (upload, number) do update set part = excluded.part`.execute(trx);
  }
  // A run that gets on is not one that makes its agents die: a transfer of days may outlive more of them than another run.
  if (changes.parts.length > 0 && row.losses > 0)
    await trx.updateTable('runs').set({ losses: 0, suspect_losses: 0 }).where('id', '=', row.id).execute();
  if (changes.aborting.length > 0) await update(trx, row.id, changes.aborting).set({ state: 'aborting' }).execute();
  for (const { id, completed } of changes.ended) {
    if (completed)
      await update(trx, row.id, [id])
        .set({ state: 'completed', completed: JSON.stringify(completed), changed_at: sql<Date>`now()` })
        .execute();
    else await trx.deleteFrom('run_uploads').where('run_id', '=', row.id).where('id', '=', id).execute();
  }
  const done = changes.ended.flatMap(({ id, completed }) => (completed ? [id] : []));
  // The object itself is now what proves that they are there.
  if (done.length > 0) await trx.deleteFrom('run_upload_parts').where('upload', 'in', done).execute();
}

function update(trx: Transaction, runId: Id, ids: readonly Id[]) {
  return trx.updateTable('run_uploads').where('run_id', '=', runId).where('id', 'in', ids);
}

/** The uploads of a run that are open, and those that it has completed last. */
export async function uploadsOf(where: Queryable, runId: Id): Promise<EarlierUpload[]> {
  const query = where.selectFrom('run_uploads').selectAll().where('run_id', '=', runId);
  const open = await query.where('state', '<>', 'completed').orderBy('id').execute();
  const completed = await query
    .where('state', '=', 'completed')
    .orderBy('changed_at', 'desc')
    .limit(MOST_COMPLETED)
    .execute();
  const ids = open.map(({ id }) => id);
  const parts = ids.length === 0 ? [] : await partsOf(where, ids);
  return [...open, ...completed].map((row) => ({
    ...row.intent,
    ...(row.upload_id === null ? {} : { uploadId: row.upload_id }),
    parts: parts.flatMap(({ upload, part }) => (upload === row.id ? [part] : [])),
    aborting: row.state === 'aborting',
    ...(row.completed === null ? {} : { completed: row.completed }),
  }));
}

function partsOf(where: Queryable, ids: readonly Id[]) {
  return where
    .selectFrom('run_upload_parts')
    .select(['upload', 'part'])
    .where('upload', 'in', ids)
    .orderBy('number')
    .execute();
}
