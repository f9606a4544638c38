import { LEASE_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import { totalsOf } from '../../shared/runs/progress-of-each.ts';
import { hasEnded, type RunState } from '../../shared/runs/run.ts';
import type { Throughput } from '../../shared/runs/throughput.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import type { PublishedEvent } from '../events/service.ts';
import { insertNumbered, lastMessageOf } from './messages.ts';
import { type RunRow, runOf } from './row.ts';
import { storeWords } from './texts.ts';

/** What a run becomes by a report of its agent. */
export interface RunChange {
  /** As it was. */
  row: RunRow;
  state: RunState;
  steps: RunRow['steps'];
  messages: readonly NumberedMessage[];
  /** Its course, when there is a new point of it. */
  throughput: Throughput | null;
  /** In so many seconds it is tried again; null when not. */
  again: { seconds: number } | null;
}

/** Stores what reports make of runs, and tells of it: some few statements, however many runs there are. */
export async function storeChanges(core: Core, trx: Transaction, changes: readonly RunChange[]): Promise<void> {
  if (changes.length === 0) return;
  await insertNumbered(
    trx,
    changes.flatMap(({ row, messages }) => messages.map((message) => ({ ...message, runId: row.id }))),
  );
  const changed = new Map((await update(trx, changes)).map((row) => [row.id, row]));
  await storeWords(trx, ...changes.flatMap(({ row, state }) => (hasEnded(state) ? [row.id] : [])));
  const events: PublishedEvent[] = [];
  for (const { row, messages } of changes) {
    const projectId = row.project_id;
    if (messages.length > 0)
      events.push({ projectId, event: { type: 'messages', runId: row.id, messages: [...messages] } });
    const run = runOf(changed.get(row.id) ?? row);
    events.push({ projectId, event: { type: 'run', run } });
  }
  await core.events.publishAll(trx, events);
}

/** A run that is tried again changes hands, so that its fence goes up: its agent has nothing more to say about it. */
async function update(trx: Transaction, changes: readonly RunChange[]): Promise<RunRow[]> {
  const given = changes.map(({ row, state, steps, messages, throughput, again }) => ({
    id: row.id,
    state,
    steps,
    ...totalsOf(steps),
    message_count: row.message_count + messages.length,
    last_message: lastMessageOf(messages, row.last_message),
    throughput,
    ended: hasEnded(state),
    again: again?.seconds ?? null,
  }));
  const { rows } = await sql<RunRow>`
    update runs set
      state = given.state, steps = given.steps, bytes = given.bytes, objects = given.objects,
      message_count = given.message_count, last_message = given.last_message,
      throughput = coalesce(given.throughput, runs.throughput),
      ended_at = case when given.ended then now() end,
      lease_until = case when given.ended or given.again is not null then null
        else now() + make_interval(secs => ${LEASE_SECONDS}) end,
      held = case when given.again is null then runs.held else 'retry' end,
      held_until = case when given.again is null then runs.held_until else now() + make_interval(secs => given.again) end,
      retries = case when given.again is null then runs.retries else runs.retries + 1 end,
      fence = case when given.again is null then runs.fence else runs.fence + 1 end,
      agent_id = case when given.again is null then runs.agent_id end,
      agent_name = case when given.again is null then runs.agent_name end
    from json_to_recordset(${JSON.stringify(given)}::json) as given
      (id text, state text, steps jsonb, bytes bigint, objects bigint, message_count integer, last_message text,
       throughput json, ended boolean, again double precision)
    where runs.id = given.id
    returning runs.*`.execute(trx);
  return rows;
}
