import type { Id } from '../../shared/project/id.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import type { UploadPlace } from '../../shared/runs/uploads.ts';
import type { QuestionReply, Questions } from '../agents/questions.ts';
import { OFFLINE_AFTER_SECONDS } from '../agents/status.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { frozenSnapshot } from '../deployments/queries.ts';
import { ApiError } from '../http/api-error.ts';
import { insertMessages, lastMessageOf } from '../runs/messages.ts';
import { lockRun, secondsFromNow } from '../runs/queries.ts';
import { runOf } from '../runs/row.ts';
import { storeWords } from '../runs/texts.ts';
import { abortedMessage, givenUpMessage, maybeOpenMessage, type UploadRow } from './messages.ts';

/** So many are aborted at once. */
const AT_ONCE = 8;
/** Longer than a question waits: an upload is tried again when the server that had it in hand is gone. */
const IN_HAND_SECONDS = 60;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 3_600;
/** With an hour between them at last, a week. */
export const MOST_TRIES = 180;
/** What was begun so long before or after another upload cannot be meant by its place. */
const NEAR_MINUTES = 15;

export interface JanitorParts {
  core: Core;
  questions: Pick<Questions, 'ask'>;
}

/**
 * Has agents abort the multipart uploads that runs have left open when they ended: those of agents that died, or could not
 * reach the storage. Any server may do so, each upload is one's at a time. Gives how many were tried.
 */
export async function abortLeftovers(parts: JanitorParts, signal: AbortSignal): Promise<number> {
  const rows = await takeDue(parts.core.database.db);
  await Promise.all(rows.map((row) => abortOne(parts, row, signal)));
  return rows.length;
}

/** Forgets the completed uploads of runs that have ended: nobody asks for them any more. */
export async function forgetCompleted(where: Queryable): Promise<void> {
  await sql`
    delete from run_uploads where state = 'completed' and not exists (
      select from runs where runs.id = run_uploads.run_id and runs.ended_at is null)`.execute(where);
}

/** Takes the next of them in hand whose run has ended or is gone, and for which an agent is there. */
async function takeDue(where: Queryable): Promise<UploadRow[]> {
  return where
    .updateTable('run_uploads')
    .set({ next_try_at: secondsFromNow(IN_HAND_SECONDS) })
    .where('id', 'in', (query) =>
      query
        .selectFrom('run_uploads as due')
        .select('due.id')
        .where('due.state', '<>', 'completed')
        .where('due.next_try_at', '<=', sql<Date>`now()`)
        .where(sql<boolean>`not exists (select from runs where runs.id = due.run_id and runs.ended_at is null)`)
        .where(
          sql<boolean>`exists (select from agents where agents.agent_group_id = due.agent_group_id
            and agents.state in ('Running', 'Draining')
            and agents.last_seen_at >= now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS}))`,
        )
        .orderBy('due.next_try_at')
        .limit(AT_ONCE)
        .forUpdate('due')
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

async function abortOne(parts: JanitorParts, row: UploadRow, signal: AbortSignal): Promise<void> {
  const { core } = parts;
  try {
    const { db } = core.database;
    const snapshot = await frozenSnapshot(db, row.deployment_id, row.operation_id);
    const reply = snapshot ? await ask(parts, row, snapshot, signal) : gone();
    if (reply.answer.ok) await settle(core, row, Number(reply.answer.value) > 0 ? abortedMessage(row) : undefined);
    else if (row.upload_id === null && UNKNOWABLE.has(reply.answer.code))
      await settle(core, row, maybeOpenMessage(row));
    else await later(core, row, reply.answer.message, reply.answer.code === NOT_POSSIBLE);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!signal.aborted) await later(core, row, error.message, error.code === 'secret-unknown');
  }
}

/** Where uploads cannot be listed, one whose ID nobody knows cannot be found; most likely there is none. */
const UNKNOWABLE = new Set(['access-denied', 'not-supported']);
const NOT_POSSIBLE = 'connection-gone';

function gone(): QuestionReply {
  const message = 'What was deployed of the operation is not there any more.';
  return { agentName: '', connectorVersion: '', answer: { ok: false, code: NOT_POSSIBLE, message, todo: '' } };
}

/** By the connection as it was deployed, whatever has become of it in the project since. */
async function ask(
  { core, questions }: JanitorParts,
  row: UploadRow,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<QuestionReply> {
  const connection = snapshot.connections[row.intent.connectionId];
  if (!connection) return gone();
  const { bucket, key, startedAt } = row.intent;
  const upload: UploadPlace = {
    bucket,
    key,
    startedAt,
    ...(row.upload_id === null ? {} : { uploadId: row.upload_id }),
    others: row.upload_id === null ? await othersOf(core.database.db, row) : [],
  };
  const variables = Object.values(snapshot.variables ?? {});
  const question = { kind: 'abort-upload', connection, upload, variables, globals: row.globals ?? {} } as const;
  return questions.ask(row.project_id, row.agent_group_id, question, signal);
}

/** Uploads to the same object that are somebody's. */
async function othersOf(where: Queryable, { intent }: UploadRow): Promise<string[]> {
  const rows = await where
    .selectFrom('run_uploads')
    .select(['upload_id', 'intent'])
    .where('upload_id', 'is not', null)
    .where('changed_at', '>', sql<Date>`${intent.startedAt}::timestamptz - make_interval(mins => ${NEAR_MINUTES})`)
    .execute();
  return rows.flatMap(({ upload_id, intent: { bucket, key } }) =>
    upload_id !== null && bucket === intent.bucket && key === intent.key ? [upload_id] : [],
  );
}

/** The upload is no more; the log of its run tells of it, where there is one. */
async function settle(core: Core, row: UploadRow, message: LogMessage | undefined): Promise<void> {
  await core.database.transaction(async (trx) => {
    await trx.deleteFrom('run_uploads').where('id', '=', row.id).execute();
    if (message) await tell(core, trx, row.run_id, message);
  });
}

async function later(core: Core, row: UploadRow, why: string, never: boolean): Promise<void> {
  const tries = row.tries + 1;
  if (never || tries >= MOST_TRIES) return settle(core, row, givenUpMessage(row, why));
  const seconds = pauseSeconds(row.tries);
  core.log.warn(
    { runId: row.run_id, why, againInSeconds: seconds },
    'An upload that a run has left open stays so for now',
  );
  const { db } = core.database;
  const next = { tries, next_try_at: secondsFromNow(seconds) };
  await db.updateTable('run_uploads').set(next).where('id', '=', row.id).execute();
}

/** The wait before a further try, after so many in vain before it. */
export function pauseSeconds(tries: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(tries, 20), LONGEST_PAUSE_SECONDS);
}

/** A further line in the log of a run that has ended. */
async function tell(core: Core, trx: Transaction, runId: Id, message: LogMessage): Promise<void> {
  const run = await lockRun(trx, runId);
  if (!run) return;
  const messages = await insertMessages(trx, runId, run.message_count + 1, [message]);
  const changed = await trx
    .updateTable('runs')
    .set({ message_count: run.message_count + 1, last_message: lastMessageOf(messages, run.last_message) })
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await storeWords(trx, runId);
  await core.events.publish(trx, run.project_id, { type: 'messages', runId, messages });
  await core.events.publish(trx, run.project_id, { type: 'run', run: runOf(changed) });
}
