import type { Progress } from '../database/move/move-rows.ts';

const BETWEEN_MS = 2_000;

/** Says each table when it is done, and of a large one every other second how far it is. Empty ones are not worth a line. */
export function progressLines(say: (line: string) => void): Progress {
  let last = performance.now();
  return (table, rows, of) => {
    const isDone = rows === of;
    if (of === 0 || rows === 0 || (!isDone && performance.now() - last < BETWEEN_MS)) return;
    last = performance.now();
    const counted = isDone ? amount(rows) : `${amount(rows)} of ${amount(of)}`;
    say(`  ${table.padEnd(24)} ${counted}`);
  };
}

const amount = (rows: number) => rows.toLocaleString('en-US');
