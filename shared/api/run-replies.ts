import { z } from 'zod';
import { LogMessage, Run } from '../runs/run.ts';

export const RunPage = z.object({
  runs: z.array(Run),
  next: z.string().nullable(),
  /** The runs that the actions of `runs` started, at any depth. */
  beneath: z.array(Run).default([]),
});
export type RunPage = z.infer<typeof RunPage>;

export const NumberedMessage = LogMessage.extend({ number: z.number().int() });
export type NumberedMessage = z.infer<typeof NumberedMessage>;
