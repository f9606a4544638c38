import { routes } from '../../shared/api/routes.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import type { Schedules } from './service.ts';

export function scheduleHandlers(schedules: Schedules): HandlerTable {
  return [
    handleJson(routes.listSchedules, async ({ params }) => ({ schedules: await schedules.list(params.projectId) })),
    handleJson(routes.enableSchedule, ({ params, body }) =>
      schedules.enable(params.projectId, params.operationId, body.enabled),
    ),
  ];
}
