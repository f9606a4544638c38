import type { Id } from '../../shared/project/id.ts';
import { optionsOf } from '../../shared/project/operation.ts';
import type { ScheduleOutcome } from '../../shared/schedules/state.ts';
import type { Core } from '../core.ts';
import { isDatabaseUnavailable } from '../database/pool.ts';
import type { OperationSchedulesTable } from '../database/run-tables.ts';
import type { Queryable, Selectable, Transaction } from '../database/sql.ts';
import { deployedSnapshot } from '../deployments/queries.ts';
import type { Environments } from '../environments/service.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import { insertRun } from '../runs/submit.ts';
import { type Due, dueOf } from './due.ts';

export interface ScheduleParts {
  core: Core;
  queue: RunQueue;
  environments: Environments;
  /** The time it is; simulated by tests. */
  now(where: Queryable): Promise<Date>;
}

type Row = Selectable<OperationSchedulesTable>;

interface Fired {
  outcome: ScheduleOutcome;
  runId: Id | null;
}

/**
 * Starts the runs of all schedules whose time has come. Any number of servers may do this at once: a schedule's row is locked
 * while its run is written and its next time is set, both in one transaction. Gives how many were due.
 */
export async function fireDue(parts: ScheduleParts): Promise<number> {
  for (let count = 0; ; count += 1) {
    let failing: Row | undefined;
    try {
      const fired = await parts.core.database.transaction(async (trx) => {
        const now = await parts.now(trx);
        const row = await lockDue(trx, now);
        if (!row) return false;
        failing = row;
        await fire(parts, trx, row, now);
        return true;
      });
      if (!fired) return count;
    } catch (error) {
      // The time is as good as before once the database is there again.
      if (!failing || isDatabaseUnavailable(error)) throw error;
      parts.core.log.error({ err: error, operationId: failing.operation_id }, 'A scheduled run could not be started');
      await passOver(parts, failing);
    }
  }
}

function lockDue(trx: Transaction, now: Date): Promise<Row | undefined> {
  return trx
    .selectFrom('operation_schedules')
    .selectAll()
    .where('enabled', '=', true)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function fire(parts: ScheduleParts, trx: Transaction, row: Row, now: Date): Promise<void> {
  const { recurrence, next_at: planned } = row;
  if (!recurrence || !planned) return;
  const due = dueOf(recurrence, planned, now);
  const { outcome, runId } = due.time
    ? await start(parts, trx, row, due, due.time)
    : { outcome: 'missed' as const, runId: null };
  await moveOn(trx, row, due.next, { at: due.time ?? planned, outcome, runId });
}

async function start(parts: ScheduleParts, trx: Transaction, row: Row, due: Due, time: Date): Promise<Fired> {
  const { core, queue, environments } = parts;
  const { project_id: projectId, operation_id: operationId } = row;
  const { project } = await core.projects.current(trx, projectId);
  const deployed = await deployedSnapshot(trx, projectId, operationId);
  if (!project.operations[operationId] || !deployed) return { outcome: 'deleted', runId: null };
  const { operation } = deployed.snapshot;
  const isSkipping = optionsOf(operation).overlap === 'skip';
  if (isSkipping && (await isGoing(trx, projectId, operationId))) return { outcome: 'skipped', runId: null };
  const earlier = await runOfTime(trx, row, time);
  if (earlier !== null) return { outcome: 'run', runId: earlier };
  const { agentGroupId } = await environments.of(trx, projectId);
  const missed = due.missedSome ? ' Times before it were missed, and are passed over.' : '';
  const runId = await insertRun(core, queue, trx, {
    projectId,
    agentGroupId,
    deployed,
    cause: {
      scheduledFor: time,
      message: {
        at: new Date().toISOString(),
        level: 'info',
        code: 'started-by-schedule',
        text: `Started by the schedule "${row.schedule_name}", planned for ${time.toISOString()}.${missed}`,
      },
    },
  });
  return { outcome: 'run', runId };
}

/** Whether a run of an operation has not ended. */
async function isGoing(trx: Transaction, projectId: Id, operationId: Id): Promise<boolean> {
  const going = await trx
    .selectFrom('runs')
    .select('id')
    .where('project_id', '=', projectId)
    .where('operation_id', '=', operationId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return going !== undefined;
}

/** The run that a time has had already: a clock may have been set back. */
async function runOfTime(trx: Transaction, row: Row, time: Date): Promise<Id | null> {
  const found = await trx
    .selectFrom('runs')
    .select('id')
    .where('project_id', '=', row.project_id)
    .where('operation_id', '=', row.operation_id)
    .where('scheduled_for', '=', time)
    .executeTakeFirst();
  return found?.id ?? null;
}

/**
 * A time that cannot be run must not stop those after it. Since it failed its row was free: another server may have run the time, and a
 * deployment may have put another schedule in force, or none; what they have written stays.
 */
async function passOver({ core, now }: ScheduleParts, { project_id, operation_id, next_at }: Row): Promise<void> {
  await core.database.transaction(async (trx) => {
    const at = await now(trx);
    const row = await trx
      .selectFrom('operation_schedules')
      .selectAll()
      .where('project_id', '=', project_id)
      .where('operation_id', '=', operation_id)
      .forUpdate()
      .executeTakeFirst();
    if (!row?.recurrence || !row.next_at || row.next_at.getTime() !== next_at?.getTime()) return;
    const { next } = dueOf(row.recurrence, row.next_at, at);
    await moveOn(trx, row, next, { at: row.next_at, outcome: 'failed', runId: null });
  });
}

async function moveOn(
  trx: Transaction,
  row: Row,
  next: Date | null,
  last: { at: Date; outcome: ScheduleOutcome; runId: Id | null },
): Promise<void> {
  await trx
    .updateTable('operation_schedules')
    .set({ next_at: next, last_at: last.at, last_outcome: last.outcome, last_run_id: last.runId })
    .where('project_id', '=', row.project_id)
    .where('operation_id', '=', row.operation_id)
    .execute();
}
