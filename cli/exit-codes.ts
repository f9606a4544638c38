import type { EndState } from '../shared/runs/run.ts';

/** What the program ends with, for scripts; those from 64 on are the ones of sysexits(3). */
export const EXIT = {
  success: 0,
  /** The run ended with an error, or something that its actions started did. */
  error: 1,
  canceled: 2,
  /** The command line was not understood. */
  usage: 64,
  /** The server refused what was asked: nothing deployed, an invalid operation, a run that has ended. */
  refused: 65,
  /** There is no such project, operation or run. */
  unknown: 66,
  /** The server can't be reached, or not just now. */
  unavailable: 69,
  /** Something that was not foreseen. */
  internal: 70,
  /** The access key or token is missing or wrong, or whoever it belongs to may not do this. */
  denied: 77,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** The exit code for the end of a run. */
export function exitOf(state: EndState): number {
  if (state === 'Canceled') return EXIT.canceled;
  return state === 'Error' || state === 'Success with child error' ? EXIT.error : EXIT.success;
}
