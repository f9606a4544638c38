import type { Id } from '../../shared/project/id.ts';
import { nextTimes } from '../../shared/schedules/next-times.ts';
import type { ScheduleState } from '../../shared/schedules/state.ts';
import type { OperationSchedulesTable } from '../database/run-tables.ts';
import type { Selectable } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { ScheduleParts } from './fire.ts';

/** How many of the next times are shown. */
const SHOWN_TIMES = 5;

export interface Schedules {
  /** The deployed schedules of a project's operations. @throws {ApiError} `project-unknown` */
  list(projectId: Id): Promise<ScheduleState[]>;
  /** Switches one on or off, without a deployment. Times that pass while it is off are not made up for. @throws {ApiError} `schedule-unknown` */
  enable(projectId: Id, operationId: Id, enabled: boolean): Promise<ScheduleState>;
}

type Row = Selectable<OperationSchedulesTable>;

export function createSchedules({ core, now }: Pick<ScheduleParts, 'core' | 'now'>): Schedules {
  const { database, projects } = core;
  return {
    list: async (projectId) => {
      await projects.summary(database.db, projectId);
      const rows = await database.db
        .selectFrom('operation_schedules')
        .selectAll()
        .where('project_id', '=', projectId)
        .where('recurrence', 'is not', null)
        .orderBy('operation_id')
        .execute();
      const at = await now(database.db);
      return rows.flatMap((row) => stateOf(row, at) ?? []);
    },
    enable: (projectId, operationId, enabled) =>
      database.transaction(async (trx) => {
        const row = await trx
          .selectFrom('operation_schedules')
          .selectAll()
          .where('project_id', '=', projectId)
          .where('operation_id', '=', operationId)
          .forUpdate()
          .executeTakeFirst();
        const at = await now(trx);
        if (!row?.recurrence)
          throw new ApiError('schedule-unknown', `No schedule is deployed with the operation ${operationId}.`, {
            todo: 'Choose a schedule in the settings of the operation, then deploy it.',
          });
        const isChanged = row.enabled !== enabled;
        const next = isChanged ? (nextTimes(row.recurrence, at, 1)[0] ?? null) : row.next_at;
        const changed = await trx
          .updateTable('operation_schedules')
          .set({ enabled, next_at: next })
          .where('project_id', '=', projectId)
          .where('operation_id', '=', operationId)
          .returningAll()
          .executeTakeFirstOrThrow();
        const state = stateOf(changed, at);
        if (!state) throw new Error('a schedule that was just changed is gone');
        return state;
      }),
  };
}

function stateOf(row: Row, now: Date): ScheduleState | null {
  const { recurrence, last_at: lastAt, last_outcome: outcome } = row;
  if (!recurrence) return null;
  const times = row.enabled ? nextTimes(recurrence, now, SHOWN_TIMES) : [];
  return {
    operationId: row.operation_id,
    environmentId: row.environment_id,
    scheduleName: row.schedule_name,
    recurrence,
    enabled: row.enabled,
    nextTimes: times.map((time) => time.toISOString()),
    last: lastAt && outcome ? { at: lastAt.toISOString(), outcome, runId: row.last_run_id } : null,
  };
}
