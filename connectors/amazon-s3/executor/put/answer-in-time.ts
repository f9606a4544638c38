import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';

/** So long after a cancel an answer is waited for: a run that is canceled is to end within a second. */
const PATIENCE_MS = 500;
/** So long it is listened for after that. */
const LATE_MS = 15_000;

/**
 * Asks for something that has to be tidied up when it is given, whether or not the run is canceled meanwhile. After a cancel the answer
 * is waited for a little longer; one that comes still later goes to `late`, when nobody waits for it any more.
 * @throws what asking throws; {@link ConnectorError} `canceled`
 */
export async function answerInTime<T>(
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  late: (answer: T) => Promise<void>,
): Promise<T> {
  if (signal.aborted) throw canceled(signal);
  const listening = new AbortController();
  const answer = ask(listening.signal);
  const over = new AbortController();
  const canceledAt = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  const patience = canceledAt
    .then(() => sleep(PATIENCE_MS, undefined, { signal: over.signal }))
    .then(() => {
      const ending = setTimeout(() => listening.abort(signal.reason), LATE_MS).unref();
      void answer
        .then(late)
        .catch(() => undefined)
        .finally(() => clearTimeout(ending));
      throw canceled(signal);
    });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    patience.catch(() => undefined);
    over.abort();
  }
}

function canceled(signal: AbortSignal): ConnectorError {
  return new ConnectorError({
    code: 'canceled',
    message: 'The run was stopped.',
    nature: 'canceled',
    cause: signal.reason,
  });
}
