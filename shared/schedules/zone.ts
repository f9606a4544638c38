/** Times are milliseconds since 1970 UTC; local times are the milliseconds that a UTC clock showing the same would have. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether a text names a time zone that this system knows; a bare offset such as `+02:00` is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock in a zone shows at an instant. */
export function localAt(instant: number, timeZone: string): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant - Math.floor(instant / 1000) * 1000);
}

/** How far the zone's clock is ahead of UTC at an instant. */
export function offsetAt(instant: number, timeZone: string): number {
  return localAt(instant, timeZone) - instant;
}

/** The instants at which a zone's clock shows a local time: one; none when the clock jumps over it; two when it is set back. */
export function instantsOf(local: number, timeZone: string): number[] {
  // A zone changes its clock at most once within two days.
  const offsets = new Set([offsetAt(local - DAY, timeZone), offsetAt(local + DAY, timeZone)]);
  const instants = [...offsets].map((offset) => local - offset);
  return instants.filter((instant) => localAt(instant, timeZone) === local).sort((a, b) => a - b);
}

/** The instant at which the clock jumps over a local time that does not exist. */
export function jumpOver(local: number, timeZone: string): number {
  const before = offsetAt(local - DAY, timeZone);
  const after = offsetAt(local + DAY, timeZone);
  let [low, high] = [local - Math.max(before, after), local - Math.min(before, after)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (localAt(middle, timeZone) < local) low = middle;
    else high = middle;
  }
  return high;
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
