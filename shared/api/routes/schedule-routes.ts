import { z } from 'zod';
import { inProject } from '../../access/need.ts';
import { ScheduleState } from '../../schedules/state.ts';
import { operationParams, projectParams } from './params.ts';
import { route } from './route-of.ts';

/** Operations that run by themselves. */
export const scheduleRoutes = {
  listSchedules: route({
    id: 'listSchedules',
    method: 'GET',
    path: '/api/projects/:projectId/schedules',
    need: inProject('read'),
    params: projectParams,
    summary: 'The deployed operations that run by themselves, with their next five times.',
    reply: z.object({ schedules: z.array(ScheduleState) }),
  }),
  enableSchedule: route({
    id: 'enableSchedule',
    method: 'PUT',
    path: '/api/projects/:projectId/operations/:operationId/schedule',
    need: inProject('execute'),
    params: operationParams,
    summary:
      'Switches the schedule of a deployed operation on or off, without a deployment. Times that pass while it is off are not made up for.',
    body: z.strictObject({ enabled: z.boolean() }),
    reply: ScheduleState,
  }),
} as const;
