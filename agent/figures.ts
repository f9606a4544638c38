const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** What a run has moved, in a line: `3 objects, 12.4 MB in 1.2 s (10.3 MB/s)`. Decimal units, as in the browser. */
export function figuresLine(objects: number, bytes: number, milliseconds: number): string {
  const seconds = Math.max(milliseconds, 1) / 1000;
  const count = objects === 1 ? '1 object' : `${objects.toLocaleString('en-US')} objects`;
  const rate = bytes > 0 ? ` (${size(bytes / seconds)}/s)` : '';
  return `${count}, ${size(bytes)} in ${duration(milliseconds)}${rate}`;
}

function size(bytes: number): string {
  let value = Math.round(bytes);
  let unit = 0;
  while (Number(value.toPrecision(3)) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const name = unit === 0 && value === 1 ? 'byte' : UNITS[unit];
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${name}`;
}

function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  if (whole < 1000) return `${whole} ms`;
  if (whole < 60_000) return `${(whole / 1000).toFixed(1)} s`;
  const minutes = Math.floor(whole / 60_000);
  return minutes < 60
    ? `${minutes} min ${Math.floor((whole % 60_000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
