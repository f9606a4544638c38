import type { Known } from '../access/known.ts';
import type { Admission } from './gate.ts';

/** Sessions also end by themselves. */
const LOOK_AGAIN_MS = 60_000;

/** A signal that is aborted when the server stops, or as soon as somebody may no longer do what they were let in for, or may more. */
export function whileAllowed(
  admission: Pick<Admission, 'who' | 'stillHolds'>,
  known: Pick<Known, 'onChange'>,
  stopping: AbortSignal,
): { signal: AbortSignal; end(): void } {
  const over = new AbortController();
  const look = () => {
    admission.stillHolds().then(
      (holds) => {
        if (!holds) over.abort();
      },
      // The database is away: who may not is refused when it is back.
      () => undefined,
    );
  };
  const stop = () => over.abort();
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  const unsubscribe = known.onChange(look);
  // What has changed since they were let in.
  look();
  const timer = admission.who.via === 'open' ? undefined : setInterval(look, LOOK_AGAIN_MS).unref();
  return {
    signal: over.signal,
    end: () => {
      clearInterval(timer);
      unsubscribe();
      stopping.removeEventListener('abort', stop);
    },
  };
}
