import type { StepContext } from '../../../shared/runs/payload.ts';
import type { RetryNotice } from './retry.ts';

/** Writes each retry into the run's log. */
export function logRetries(context: Pick<StepContext, 'log'>, attempts: number): RetryNotice {
  return (failed, error, pauseMs) => {
    const seconds = (pauseMs / 1000).toFixed(pauseMs < 1000 ? 2 : 1);
    context.log('info', 'retried', `${error.message} Try ${failed + 1} of ${attempts} follows in ${seconds} s.`);
  };
}
