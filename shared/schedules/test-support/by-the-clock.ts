import type { Frequency, Recurrence } from '../recurrence.ts';

const MINUTE = 60_000;

interface Wall {
  date: string;
  time: string;
  weekday: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall shows, read from Intl's text: nothing of the arithmetic under test is used here. */
function wall(time: Date, timeZone: string): Wall {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const text = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${text('year')}-${text('month')}-${text('day')}`,
    time: `${text('hour')}:${text('minute')}`,
    weekday: text('weekday').toLowerCase(),
  };
}

/** Whether a whole minute is one of a recurrence's times. */
export function matches(recurrence: Recurrence, time: Date): boolean {
  if (time.getTime() % MINUTE !== 0) return false;
  const { timeZone, frequency } = recurrence;
  const pace = frequency.kind === 'once' ? 1440 : frequency.every * (frequency.unit === 'hours' ? 60 : 1);
  const now = wall(time, timeZone);
  const onTime = isDay(recurrence, now.date) && isTime(frequency, now.time);
  if (pace <= 60) return onTime;
  if (onTime && !shownBefore(time, now, timeZone)) return true;
  return jumped(time, timeZone).some((one) => isDay(recurrence, one.date) && isTime(frequency, one.time));
}

/** Whether the wall has shown the same within the day before. */
function shownBefore(time: Date, now: Wall, timeZone: string): boolean {
  for (let back = 15; back <= 180; back += 15) {
    const earlier = wall(new Date(time.getTime() - back * MINUTE), timeZone);
    if (earlier.time === now.time && earlier.date === now.date) return true;
  }
  return false;
}

/** What the wall would have shown between the minute before and this one, when it jumped. */
function jumped(time: Date, timeZone: string): Wall[] {
  const stamp = ({ date: one, time: clockTime }: Wall) => Date.parse(`${one}T${clockTime}:00Z`);
  const before = stamp(wall(new Date(time.getTime() - MINUTE), timeZone));
  const now = stamp(wall(time, timeZone));
  const left: Wall[] = [];
  for (let local = before + MINUTE; local < now; local += MINUTE) left.push(wall(new Date(local), 'UTC'));
  return left;
}

function isTime(frequency: Frequency, time: string): boolean {
  if (frequency.kind === 'once') return time === frequency.at;
  if (time < frequency.from || time > frequency.until) return false;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const pace = frequency.every * (frequency.unit === 'hours' ? 60 : 1);
  return (minutes(time) - minutes(frequency.from)) % pace === 0;
}

function isDay({ occurrence, startDate, endDate }: Recurrence, today: string): boolean {
  if (today < startDate || (endDate !== undefined && today > endDate)) return false;
  const start = new Date(`${startDate}T00:00:00Z`);
  const now = new Date(`${today}T00:00:00Z`);
  const days = Math.round((now.getTime() - start.getTime()) / 86_400_000);
  const months = (now.getUTCFullYear() - start.getUTCFullYear()) * 12 + now.getUTCMonth() - start.getUTCMonth();
  const { weekday } = wall(now, 'UTC');
  const monthLength = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
  switch (occurrence.kind) {
    case 'daily':
      return days % occurrence.every === 0;
    case 'weekly': {
      const sinceMonday = (start.getUTCDay() + 6) % 7;
      return (
        occurrence.days.some((one) => one === weekday) && Math.floor((days + sinceMonday) / 7) % occurrence.every === 0
      );
    }
    case 'monthly-day':
      return months % occurrence.every === 0 && now.getUTCDate() === Math.min(occurrence.day, monthLength);
    case 'monthly-weekday': {
      const nth = Math.ceil(now.getUTCDate() / 7);
      const wanted = ['first', 'second', 'third', 'fourth'].indexOf(occurrence.nth) + 1;
      const isNth = occurrence.nth === 'last' ? now.getUTCDate() + 7 > monthLength : nth === wanted;
      return months % occurrence.every === 0 && weekday === occurrence.weekday && isNth;
    }
  }
}
