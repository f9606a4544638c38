import { setTimeout as sleep } from 'node:timers/promises';

export type Outcome = { ok: true } | { ok: false; error: unknown };

/** How long something that is aborted may take to tidy up behind it, e.g. to abort a multipart upload. */
const TIDY_MS = 5_000;

/** Waits for work; once the signal aborts, for a while only: work that ignores the signal must not hold up a cancel. */
export async function untilAborted(
  work: Promise<void>,
  signal: AbortSignal,
  tidyMs: number = TIDY_MS,
): Promise<Outcome> {
  const outcome = work.then(
    (): Outcome => ({ ok: true }),
    (error: unknown): Outcome => ({ ok: false, error }),
  );
  const ended = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true, signal: ended.signal });
  });
  const late = aborted
    .then(() => sleep(tidyMs, undefined, { signal: ended.signal }))
    .then((): Outcome => ({ ok: false, error: signal.reason }))
    .catch((): Outcome => ({ ok: false, error: signal.reason }));
  const first = await Promise.race([outcome, late]);
  // With a reason, as making one up takes a stack trace.
  ended.abort('ended');
  return first;
}
