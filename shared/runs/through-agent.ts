import type { StepProgress } from './run.ts';

/**
 * How many of a step's bytes have passed through the agent, where the storage copies by itself; undefined where it does not,
 * so that all of them have.
 */
export function throughAgent({ bytes, copiedBytes, plan }: StepProgress): number | undefined {
  if (copiedBytes === undefined && plan?.way !== 'server-side-copy') return undefined;
  return Math.max(0, bytes - (copiedBytes ?? 0));
}
