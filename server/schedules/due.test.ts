import { describe, expect, test } from 'vitest';
import type { Recurrence } from '../../shared/schedules/recurrence.ts';
import { dueOf } from './due.ts';

const hourly: Recurrence = {
  occurrence: { kind: 'daily', every: 1 },
  frequency: { kind: 'repeated', every: 30, unit: 'minutes', from: '08:00', until: '18:00' },
  startDate: '2026-01-01',
  timeZone: 'UTC',
};
const at = (time: string) => new Date(`2026-02-03T${time}Z`);

describe('what is due', () => {
  test('on time: that time, and the one after it is next', () => {
    expect(dueOf(hourly, at('09:00:00'), at('09:00:00.400'))).toEqual({
      time: at('09:00:00'),
      missedSome: false,
      next: at('09:30:00'),
    });
  });

  test('after an outage: the newest time runs once, those before it do not', () => {
    expect(dueOf(hourly, at('09:00:00'), at('12:10:00'))).toEqual({
      time: at('12:00:00'),
      missedSome: true,
      next: at('12:30:00'),
    });
  });

  test('more than an hour ago: nothing runs', () => {
    expect(dueOf(hourly, at('16:00:00'), at('19:00:01'))).toEqual({
      time: null,
      missedSome: true,
      next: new Date('2026-02-04T08:00:00Z'),
    });
  });

  test('exactly an hour ago still runs', () => {
    expect(dueOf(hourly, at('16:00:00'), at('19:00:00')).time).toEqual(at('18:00:00'));
  });

  test('after the end date nothing is next', () => {
    const ended = { ...hourly, endDate: '2026-02-03' };
    expect(dueOf(ended, at('18:00:00'), at('18:00:01'))).toEqual({
      time: at('18:00:00'),
      missedSome: false,
      next: null,
    });
  });
});
