import { hasEnded, type Run } from '../shared/runs/run.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `0 B`, `12.4 MB` */
export function bytesInWords(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${Number((bytes / 1000 ** unit).toPrecision(3))} ${UNITS[unit]}`;
}

/** `85 ms`, `4.2 s`, `2 min 5 s`, `3 h 12 min` */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long a run took, or has taken so far; null of one that no agent has begun. */
export function durationOf({ startedAt, endedAt }: Run, now: Date): number | null {
  if (startedAt === null) return null;
  return Math.max(0, (endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(startedAt));
}

/** What became of a run in one line: `Success: 3 objects, 12.4 MB in 4.2 s`. */
export function outcomeInWords(run: Run, now: Date): string {
  const duration = durationOf(run, now);
  if (duration === null) return hasEnded(run.state) ? run.state : `${run.state}: no agent has taken it yet`;
  const objects = `${run.objects.toLocaleString('en-US')} object${run.objects === 1 ? '' : 's'}`;
  return `${run.state}: ${objects}, ${bytesInWords(run.bytes)} in ${durationInWords(duration)}`;
}

/** Rows as columns that stand in line, two spaces apart; the last one is as long as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  );
  const line = (row: readonly string[]) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
