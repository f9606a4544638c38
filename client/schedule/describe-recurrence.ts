import type { Frequency, Occurrence, Recurrence, Weekday } from '../../shared/schedules/recurrence.ts';

/** When something recurs, as a line of text: `Every 2 weeks on Mon and Thu at 08:00 (Europe/Berlin)`. */
export function describeRecurrence({ occurrence, frequency, timeZone }: Recurrence): string {
  return `${days(occurrence)} ${times(frequency)} (${timeZone})`;
}

function days(occurrence: Occurrence): string {
  switch (occurrence.kind) {
    case 'daily':
      return every(occurrence.every, 'day');
    case 'weekly':
      return `${every(occurrence.every, 'week')} on ${list(occurrence.days.map(shortDay))}`;
    case 'monthly-day':
      return `${every(occurrence.every, 'month')} on day ${occurrence.day}`;
    case 'monthly-weekday':
      return `${every(occurrence.every, 'month')} on the ${occurrence.nth} ${dayName(occurrence.weekday)}`;
  }
}

function times(frequency: Frequency): string {
  if (frequency.kind === 'once') return `at ${frequency.at}`;
  const { every: pace, unit, from, until } = frequency;
  return `${pace === 1 ? `every ${unit.slice(0, -1)}` : `every ${pace} ${unit}`} from ${from} to ${until}`;
}

function every(count: number, unit: string): string {
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function dayName(day: Weekday): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}

export function shortDay(day: Weekday): string {
  return dayName(day).slice(0, 3);
}
