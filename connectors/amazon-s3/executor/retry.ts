import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';

export interface RetryPolicy {
  /** How often something is tried, the first time included. */
  readonly attempts: number;
  /** Shortest and longest pause, in milliseconds. */
  readonly baseMs: number;
  readonly capMs: number;
  /** From 0 to below 1. */
  random(): number;
}

export const PAUSES = { baseMs: 100, capMs: 10_000 } as const;

/**
 * The pause after `previous` ms, with decorrelated jitter. Source: M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015: min(cap, random between base and 3 × previous).
 */
export function nextPause(previous: number, policy: RetryPolicy): number {
  const { baseMs, capMs } = policy;
  return Math.min(capMs, baseMs + policy.random() * (Math.max(previous * 3, baseMs) - baseMs));
}

/** Whether trying again could help. */
export function isTransient(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && error.nature === 'transient';
}

/** Told before each pause: which try failed, of how many, why, and how long the pause is. */
export type RetryNotice = (failed: number, error: ConnectorError, pauseMs: number) => void;

/**
 * Tries until it works, until an error is not transient, or until the attempts are used up. `attempt` counts from 1 and may
 * call `progressed`, after which the attempts are counted anew.
 * @throws the last error; a pause ends at once when the signal is aborted, and then the error is thrown that led to it.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  signal: AbortSignal,
  attempt: (progressed: () => void) => Promise<T>,
  notice: RetryNotice = () => undefined,
): Promise<T> {
  let failed = 0;
  let pause: number = policy.baseMs;
  for (;;) {
    try {
      return await attempt(() => {
        failed = 0;
        pause = policy.baseMs;
      });
    } catch (error) {
      failed += 1;
      if (!isTransient(error) || failed >= policy.attempts || signal.aborted) throw error;
      pause = nextPause(pause, policy);
      notice(failed, error, pause);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}
