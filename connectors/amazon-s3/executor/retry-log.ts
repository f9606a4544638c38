import type { StepContext } from '../../../shared/runs/payload.ts';
import type { RetryNotice } from './retry.ts';

/** Writes each retry into the run's log, and tells the run of a storage that asks for fewer requests. */
export function logRetries(context: Pick<StepContext, 'log' | 'slowedDown'>, attempts: number): RetryNotice {
  return (failed, error, pauseMs) => {
    if (error.code === 'slow-down') context.slowedDown?.();
    const seconds = (pauseMs / 1000).toFixed(pauseMs < 1000 ? 2 : 1);
    context.log('info', 'retried', `${error.message} Try ${failed + 1} of ${attempts} follows in ${seconds} s.`);
  };
}
