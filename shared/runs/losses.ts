/** How often a run has lost its agent since it last got on. */
export interface Losses {
  /** Of any kind. */
  all: number;
  /** Those of which the run itself may be the cause. */
  suspect: number;
}

/** What is known of the loss of a run's agent. */
export interface LossFacts {
  /** Whether the agent had told that it had begun the run. */
  hasBegun: boolean;
  /** Whether the agent is gone. False: it is there, but the run is not with it any more. */
  isAgentGone: boolean;
  /** Whether the server that the agent was last heard by has worked without a break since then. */
  isServerSteady: boolean;
}

/** What a loss tells of the run: it may be the cause, or what else was the matter. */
export type LossReason = 'suspect' | 'server-interrupted' | 'agent-there' | 'not-begun';

/** So many agents may die with a run in hand: one that makes them die must not go round for ever. */
export const MOST_SUSPECT_LOSSES = 5;
/**
 * So often it may lose its agent for whatever reason. Larger, as most runs that lose theirs together with the server are innocent; and
 * not endless, as one that takes all of a machine's memory makes the server die too.
 */
export const MOST_LOSSES = 20;

/** An agent that could not tell of itself, that had not begun, or that is still there, was not brought down by the run. */
export function reasonOfLoss({ hasBegun, isAgentGone, isServerSteady }: LossFacts): LossReason {
  if (!isServerSteady) return 'server-interrupted';
  if (!isAgentGone) return 'agent-there';
  return hasBegun ? 'suspect' : 'not-begun';
}

/** The losses after one more. */
export function lossesAfter({ all, suspect }: Losses, reason: LossReason): Losses {
  return { all: all + 1, suspect: suspect + (reason === 'suspect' ? 1 : 0) };
}

/** Whether a run that has had these losses is run again. */
export function isRunAgain({ all, suspect }: Losses): boolean {
  return all < MOST_LOSSES && suspect < MOST_SUSPECT_LOSSES;
}
