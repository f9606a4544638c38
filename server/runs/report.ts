import { LEASE_SECONDS, type RunReport } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { totalsOf } from '../../shared/runs/progress-of-each.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { NO_THROUGHPUT, type Throughput, withPoint } from '../../shared/runs/throughput.ts';
import type { ReportedBatch } from '../../shared/runs/transfers.ts';
import { nextState } from '../../shared/runs/transitions.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { keepReported } from '../transfers/store.ts';
import { endOf } from './end.ts';
import { numberedFrom } from './messages.ts';
import { lockRun, secondsFromNow } from './queries.ts';
import { mergeSteps, type RunRow } from './row.ts';
import type { RunQueue } from './run-queue.ts';
import { type RunChange, storeChanges } from './store-changes.ts';

export interface ReportOutcome {
  /** Runs that are no longer this agent's: it must stop them. */
  lost: Id[];
  /** Runs that somebody wants canceled. */
  cancel: Id[];
}

/**
 * Takes reports of an agent, all in one transaction: renews leases, stores messages and figures, ends runs, and starts
 * what the actions of their operations lead to. A report
 * with an older fence changes nothing; one that was sent twice changes nothing the second time.
 */
export async function applyReports(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  agentId: Id,
  reports: readonly RunReport[],
): Promise<ReportOutcome> {
  const outcome: ReportOutcome = { lost: [], cancel: [] };
  if (reports.length === 0) return outcome;
  const rows = await lockReported(trx, reports);
  const renewed: Id[] = [];
  const changes: RunChange[] = [];
  const batches: (ReportedBatch & { runId: Id })[] = [];
  for (const report of reports) {
    const row = rows.get(report.runId);
    if (!row || row.agent_id !== agentId || row.fence !== report.fence) {
      outcome.lost.push(report.runId);
      continue;
    }
    // It has ended by this agent's own word, whose acknowledgement was lost on the way.
    if (hasEnded(row.state)) continue;
    if (row.state === 'Cancel requested' && report.end === undefined) outcome.cancel.push(row.id);
    for (const batch of report.transfers ?? []) batches.push({ ...batch, runId: row.id });
    if (isHeartbeat(report, row)) renewed.push(row.id);
    else changes.push(await changeOf(core, queue, trx, row, report));
  }
  await storeChanges(core, trx, changes);
  await keepReported(trx, batches);
  if (renewed.length > 0) {
    const lease_until = secondsFromNow(LEASE_SECONDS);
    await trx.updateTable('runs').set({ lease_until }).where('id', 'in', renewed).execute();
  }
  return outcome;
}

async function lockReported(trx: Transaction, reports: readonly RunReport[]): Promise<Map<Id, RunRow>> {
  const rows = await trx
    .selectFrom('runs')
    .selectAll()
    .where(
      'id',
      'in',
      reports.map((report) => report.runId),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function isHeartbeat(report: RunReport, row: RunRow): boolean {
  const isSilent = report.steps.length === 0 && report.messages.length === 0 && report.end === undefined;
  return isSilent && row.state !== 'Received';
}

/** What a report makes of its run. */
async function changeOf(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  report: RunReport,
): Promise<RunChange> {
  const steps = mergeSteps(row.steps, report.steps);
  const first = row.attempt_messages + report.firstMessage + 1;
  const fresh = report.messages.slice(Math.max(0, row.message_count + 1 - first));
  const end = report.end === undefined ? null : await endOf(core, queue, trx, { ...row, steps }, report.end);
  return {
    row,
    state: end?.state ?? nextState(row.state, { kind: 'reported' }) ?? row.state,
    steps,
    messages: numberedFrom(row.message_count + 1, [...fresh, ...(end?.messages ?? [])]),
    throughput: courseOf(row, steps),
    again: end?.again ?? null,
  };
}

/** The run's course, when there is a new point of it. */
function courseOf(row: RunRow, steps: RunRow['steps']): Throughput | null {
  if (row.started_at === null) return null;
  const { bytes, objects } = totalsOf(steps);
  const course = row.throughput ?? NO_THROUGHPUT;
  const next = withPoint(course, [Math.max(0, Date.now() - row.started_at.getTime()), bytes, objects]);
  return next === course ? null : next;
}

/** Keeps a step's response with its run; a later one replaces it. @throws {ApiError} `lease-lost` */
export async function keepOutput(
  trx: Transaction,
  agentId: Id,
  output: { runId: Id; stepId: Id; fence: number; content: Buffer },
): Promise<void> {
  const row = await lockRun(trx, output.runId);
  if (!row || row.agent_id !== agentId || row.fence !== output.fence || hasEnded(row.state))
    throw new ApiError('lease-lost', `The run ${output.runId} is not this agent's any more.`, {
      todo: 'Stop executing it: another agent has it, or it has ended.',
    });
  const { content } = output;
  await trx
    .insertInto('run_outputs')
    .values({ run_id: output.runId, step_id: output.stepId, content })
    .onConflict((conflict) => conflict.columns(['run_id', 'step_id']).doUpdateSet({ content }))
    .execute();
}

/** The runs of an agent that somebody wants canceled and of which it was not told yet; from now on it was. */
export async function untoldCancels(trx: Transaction, agentId: Id): Promise<Id[]> {
  const rows = await trx
    .updateTable('runs')
    .set({ cancel_told: true })
    .where('agent_id', '=', agentId)
    .where('ended_at', 'is', null)
    .where('state', '=', 'Cancel requested')
    .where('cancel_told', '=', false)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
