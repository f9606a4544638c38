import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import type { ScheduleState } from '../../shared/schedules/state.ts';
import { call } from '../api/call.ts';
import { describeRecurrence } from './describe-recurrence.ts';
import { momentIn, utcOffset, viewerZone } from './time-zones.ts';

/** What an operation's schedule will do next, as a line of text; what counts is the schedule with which it is deployed. */
export async function scheduleTip(projectId: Id, operationId: Id, schedule: Schedule): Promise<string> {
  const { schedules } = await call(routes.listSchedules, { params: { projectId } });
  const deployed = schedules.find((one) => one.operationId === operationId) ?? null;
  return tipOf(schedule, deployed, viewerZone());
}

/** @param own the zone of the person's own clock. */
export function tipOf(schedule: Schedule, deployed: ScheduleState | null, own: string): string {
  if (!deployed) return `${describeRecurrence(schedule)}. Acts once the operation is deployed.`;
  if (!deployed.enabled) return 'Disabled: the operation does not run by itself.';
  const [next] = deployed.nextTimes;
  if (next === undefined) return 'It has ended.';
  const zone = deployed.recurrence.timeZone;
  const time = new Date(next);
  const offset = utcOffset(time.getTime(), zone);
  const yours = offset === utcOffset(time.getTime(), own) ? '' : ` (${momentIn(time, own)} by your clock)`;
  return `Next ${momentIn(time, zone)} ${offset}${yours}`;
}
