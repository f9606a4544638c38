import { z } from 'zod';

/** The units of an operation's time-out, with their seconds. */
export const TIME_OUT_UNITS = { seconds: 1, minutes: 60, hours: 3600 } as const;

/** How an operation runs: the **Options** tab of its settings. */
export const OperationOptions = z.strictObject({
  /** After so long a run is canceled. */
  timeOut: z.strictObject({
    amount: z.number().int().min(1).max(1_000_000),
    unit: z.enum(['seconds', 'minutes', 'hours']),
  }),
  log: z.enum(['everything', 'errors']),
  /** Until then each step's input and output are kept; at most two weeks ahead when it is set. */
  debugUntil: z.iso.datetime().optional(),
  /** A run that failed is tried again so often; the wait is doubled each time, up to the longest. */
  retries: z.strictObject({
    attempts: z.number().int().min(0).max(20),
    firstDelaySeconds: z.number().int().min(1).max(86_400),
    longestDelaySeconds: z.number().int().min(1).max(86_400),
  }),
  /** Whether the actions on success are done when there was no source object to work on. */
  runSuccessWithoutSourceFiles: z.boolean(),
  /** What happens when a run is to start while another of the same operation is going. */
  overlap: z.enum(['skip', 'queue', 'allow']),
});
export type OperationOptions = z.infer<typeof OperationOptions>;

/** The options of an operation that has none of its own. */
export const DEFAULT_OPTIONS: OperationOptions = {
  timeOut: { amount: 2, unit: 'hours' },
  log: 'everything',
  retries: { attempts: 0, firstDelaySeconds: 30, longestDelaySeconds: 600 },
  runSuccessWithoutSourceFiles: false,
  overlap: 'skip',
};

/** The time-out in seconds. */
export function timeOutSeconds({ timeOut }: OperationOptions): number {
  return timeOut.amount * TIME_OUT_UNITS[timeOut.unit];
}
