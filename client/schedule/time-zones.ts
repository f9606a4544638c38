import { isTimeZone, offsetAt } from '../../shared/schedules/zone.ts';
import type { SelectChoice } from '../ui/Select.tsx';

/** Zones that browsers still list by an earlier name: `Asia/Calcutta`. Both names mean the same. */
const RENAMED = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Catamarca',
  'America/Argentina/Cordoba',
  'America/Argentina/Jujuy',
  'America/Argentina/Mendoza',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

let todays: ReadonlyMap<string, string> | null = null;

/** The name that a zone has today. */
function todaysName(zone: string): string {
  todays ??= new Map(
    RENAMED.filter(isTimeZone).map((name) => [
      new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone,
      name,
    ]),
  );
  return todays.get(zone) ?? zone;
}

/** The zone of the person's own clock; UTC where the browser does not tell. */
export function viewerZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) && !timeZone.startsWith('Etc/Unknown') ? todaysName(timeZone) : 'UTC';
}

let known: readonly SelectChoice[] | null = null;

/** Every time zone there is, UTC first, and the chosen one though this browser may know it under another name only. */
export function zoneChoices(chosen: string): readonly SelectChoice[] {
  const others = () => Intl.supportedValuesOf('timeZone').map(todaysName).sort();
  known ??= [...new Set(['UTC', ...others()])].map(choiceOf);
  return chosen === '' || known.some(({ value }) => value === chosen) ? known : [choiceOf(chosen), ...known];
}

/** As people write and search it: `America/New York`. */
export function zoneLabel(zone: string): string {
  return zone.replaceAll('_', ' ');
}

function choiceOf(zone: string): SelectChoice {
  return { value: zone, label: zoneLabel(zone) };
}

/** How far a zone's clock is from UTC at an instant: `UTC`, `UTC+1`, `UTC−3:30`. */
export function utcOffset(instant: number, zone: string): string {
  const minutes = Math.round(offsetAt(instant, zone) / 60_000);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment by a zone's clock and calendar, to the minute: `Mon 23 Nov 2026, 08:30`. */
export function momentIn(time: Date, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(time)) part[type] = value;
  return `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
}
