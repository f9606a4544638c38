import { z } from 'zod';

/**
 * The way in which a step moves its content.
 * `server-side-copy`: the storage copies by itself, and no byte passes through the agent. `stream`: one read passed on as one
 * write. `parts`: several ranges at a time. `collect`: collected in memory part by part, as it cannot be read again.
 * `each`: once for each of many objects. `listing`, `parallel-listing`: how a list is read.
 */
export const PlanWay = z.enum([
  'server-side-copy',
  'stream',
  'parts',
  'collect',
  'each',
  'listing',
  'parallel-listing',
]);
export type PlanWay = z.infer<typeof PlanWay>;

export const LONGEST_REASON = 1000;

/** What was chosen for a step, and why, in plain words: whole sentences. */
export const StepPlan = z.strictObject({
  way: PlanWay,
  reason: z.string().min(1).max(LONGEST_REASON),
});
export type StepPlan = z.infer<typeof StepPlan>;

/** What a way is called in a few words. */
export const WAY_WORDS: Readonly<Record<PlanWay, string>> = {
  'server-side-copy': 'Server-side copy',
  stream: 'One stream',
  parts: 'Parts, several at a time',
  collect: 'Collected part by part',
  each: 'Each object by itself',
  listing: 'Listed page by page',
  'parallel-listing': 'Listed in parallel',
};
