/** How figures, sizes, durations and times are written, everywhere in the browser. Pure; the locale is the browser's. */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1,204` */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** A size in bytes in decimal units, three digits at most: `0 bytes`, `1 byte`, `12.4 MB`, `128 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let unit = 0;
  while (Number(value.toPrecision(3)) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figure = unit === 0 ? formatCount(value) : Number(value.toPrecision(3)).toLocaleString('en-US');
  return `${figure} ${UNITS[unit]}`;
}

/** A rate in bytes a second: `12.4 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(Math.round(bytesPerSecond)).replace(/ bytes?$/, ' B')}/s`;
}

/** A duration in milliseconds: `85 ms`, `4.2 s`, `2 min 5 s`, `3 h 12 min`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long something will still take, in milliseconds, as exactly as can be known: `about 2 min left`, `a few seconds left`. */
export function formatTimeLeft(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${Math.max(1, minutes)} min left`;
  const tens = Math.round(minutes / 10);
  const rest = tens % 6 === 0 ? '' : ` ${(tens % 6) * 10} min`;
  return `about ${Math.floor(tens / 6)} h${rest} left`;
}

/** The time of day in the local zone, with the date when it is not the day of `now`: `14:05:09`, `3 May, 14:05:09`. */
export function formatTime(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString('en-GB', { hour12: false });
  if (date.toDateString() === now.toDateString()) return time;
  const sameYear = date.getFullYear() === now.getFullYear();
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
  return `${day}, ${time}`;
}

/** The exact time, for hovers: local with milliseconds and zone, and UTC. */
export function formatExactTime(iso: string): string {
  const date = new Date(iso);
  const local = date.toLocaleString('en-GB', {
    dateStyle: 'full',
    timeStyle: 'long',
  });
  return `${local} (${date.toISOString()})`;
}
