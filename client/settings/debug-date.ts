import { MOST_DEBUG_DAYS } from '../../shared/runs/debug.ts';

/** The date that this computer's calendar shows at a moment, `2026-11-30`. */
export function dateOf(moment: Date): string {
  const [year, month, day] = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The last date until which debug mode can be set. */
export function lastDebugDate(now: Date): string {
  return dateOf(twoWeeksAfter(now));
}

/** The moment at which debug mode ends that is set until a date: its last second, but never more than two weeks ahead. */
export function debugEnd(date: string, now: Date): string | undefined {
  if (date === '') return undefined;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const end = new Date(year, month - 1, day, 23, 59, 59);
  return new Date(Math.min(end.getTime(), twoWeeksAfter(now).getTime())).toISOString();
}

function twoWeeksAfter(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + MOST_DEBUG_DAYS, now.getHours(), now.getMinutes());
}
