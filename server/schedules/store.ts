import type { Id } from '../../shared/project/id.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import { nextTimes } from '../../shared/schedules/next-times.ts';
import type { Recurrence } from '../../shared/schedules/recurrence.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { environmentOf } from '../environments/service.ts';

/** By the clock that all servers share: the database's. */
export async function databaseNow(where: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(where);
  return rows[0]?.now ?? new Date();
}

/**
 * Puts the schedules of operations that are being deployed in force. One that was deployed before and has not changed keeps its
 * next time; one that was disabled stays so; an operation deployed without a schedule no longer runs by itself.
 */
export async function storeSchedules(
  trx: Transaction,
  projectId: Id,
  snapshots: readonly Pick<Snapshot, 'operation' | 'schedule'>[],
): Promise<void> {
  const ids = snapshots.map(({ operation }) => operation.id);
  if (ids.length === 0) return;
  await trx
    .updateTable('operation_schedules')
    .set({ recurrence: null, next_at: null })
    .where('project_id', '=', projectId)
    .where('operation_id', '=', sql<string>`any(${without(snapshots)}::text[])`)
    .execute();
  const scheduled = snapshots.flatMap(({ operation, schedule }) => (schedule ? [{ id: operation.id, schedule }] : []));
  if (scheduled.length === 0) return;
  const now = await databaseNow(trx);
  const { id: environmentId } = await environmentOf(trx, projectId);
  const rows = scheduled.map(({ id, schedule }) => ({
    operationId: id,
    name: schedule.name,
    recurrence: recurrenceOf(schedule),
    nextAt: nextTimes(schedule, now, 1)[0]?.toISOString() ?? null,
  }));
  await sql`
    insert into operation_schedules as known
      (project_id, operation_id, environment_id, schedule_name, recurrence, next_at)
    select ${projectId}, "operationId", ${environmentId}, name, recurrence, "nextAt"
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as given ("operationId" text, name text, recurrence json, "nextAt" timestamptz)
    on conflict (project_id, operation_id) do update set
      schedule_name = excluded.schedule_name,
      recurrence = excluded.recurrence,
      next_at = case
        when known.recurrence::jsonb = excluded.recurrence::jsonb and known.next_at is not null then known.next_at
        else excluded.next_at
      end`.execute(trx);
}

function without(snapshots: readonly Pick<Snapshot, 'operation' | 'schedule'>[]): Id[] {
  return snapshots.flatMap(({ operation, schedule }) => (schedule ? [] : [operation.id]));
}

function recurrenceOf({ id: _id, name: _name, ...recurrence }: Schedule): Recurrence {
  return recurrence;
}
