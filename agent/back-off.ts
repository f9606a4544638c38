import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How long to wait before the next try: doubles from 50 ms to `most`, a random half of it taken off, so that agents that
 * lost the same server do not come back all at once.
 * @param attempt the number of tries that have failed so far, from 1.
 */
export function backOffMs(attempt: number, most: number, random: number = Math.random()): number {
  const full = Math.min(most, 50 * 2 ** Math.min(attempt - 1, 20));
  return full * (1 - random / 2);
}

/** Sleeps; an abort wakes it. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
