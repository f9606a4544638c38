import { expect, test } from 'vitest';
import type { Schedule } from '../../shared/project/schedule.ts';
import type { ScheduleState } from '../../shared/schedules/state.ts';
import { tipOf } from './schedule-tip.ts';

const recurrence = {
  occurrence: { kind: 'daily' as const, every: 1 },
  frequency: { kind: 'once' as const, at: '08:00' },
  startDate: '2026-01-01',
  timeZone: 'Europe/Berlin',
};
const schedule: Schedule = { id: 'sch_a', name: 'Daily', ...recurrence };
const state: ScheduleState = {
  operationId: 'opn_a',
  environmentId: 'env_a',
  scheduleName: 'Daily',
  recurrence,
  enabled: true,
  nextTimes: ['2026-07-02T06:00:00.000Z'],
  last: null,
};

test('it tells the next time by the schedule’s clock, and by one’s own where that shows another', () => {
  expect(tipOf(schedule, state, 'Europe/Paris')).toBe('Next Thu 2 Jul 2026, 08:00 UTC+2');
  expect(tipOf(schedule, state, 'America/New_York')).toBe(
    'Next Thu 2 Jul 2026, 08:00 UTC+2 (Thu 2 Jul 2026, 02:00 by your clock)',
  );
});

test('it tells why nothing will happen', () => {
  expect(tipOf(schedule, null, 'UTC')).toBe('Every day at 08:00 (Europe/Berlin). Acts once the operation is deployed.');
  expect(tipOf(schedule, { ...state, enabled: false, nextTimes: [] }, 'UTC')).toMatch(/^Disabled/);
  expect(tipOf(schedule, { ...state, nextTimes: [] }, 'UTC')).toBe('It has ended.');
});
