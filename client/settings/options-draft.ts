import { DEFAULT_OPTIONS, type OperationOptions } from '../../shared/project/operation-options.ts';
import { same } from '../descriptor-form/same.ts';
import { dateOf, debugEnd, lastDebugDate } from './debug-date.ts';

/** The **Options** tab while it is open: figures are the texts that were typed. */
export interface OptionsDraft {
  readonly timeOut: string;
  readonly unit: OperationOptions['timeOut']['unit'];
  readonly log: OperationOptions['log'];
  /** The last day of debug mode, `2026-11-30` by this computer's clock; '' when it is off. */
  readonly debugUntil: string;
  readonly attempts: string;
  /** In seconds, as the other wait. */
  readonly firstWait: string;
  readonly longestWait: string;
  readonly runSuccessWithoutSourceFiles: boolean;
  readonly overlap: OperationOptions['overlap'];
}

/** The options in which something can be wrong. */
export type OptionsField = 'timeOut' | 'debugUntil' | 'attempts' | 'firstWait' | 'longestWait';

/** The longest time-out, in its unit; the most attempts; the longest wait between them, in seconds. */
export const MOST_TIME_OUT = 1_000_000;
export const MOST_ATTEMPTS = 20;
export const MOST_WAIT = 86_400;

/** The draft of options that are stored; debug mode that has ended is off. */
export function optionsDraft(options: OperationOptions, now: Date): OptionsDraft {
  const { timeOut, log, debugUntil, retries, runSuccessWithoutSourceFiles, overlap } = options;
  const end = debugUntil === undefined ? null : new Date(debugUntil);
  return {
    timeOut: String(timeOut.amount),
    unit: timeOut.unit,
    log,
    debugUntil: end && end > now ? dateOf(end) : '',
    attempts: String(retries.attempts),
    firstWait: String(retries.firstDelaySeconds),
    longestWait: String(retries.longestDelaySeconds),
    runSuccessWithoutSourceFiles,
    overlap,
  };
}

/** What is wrong with the options, by field, each as a sentence. */
export function optionsProblems(draft: OptionsDraft, now: Date): Partial<Record<OptionsField, string>> {
  const found: [OptionsField, string | null][] = [
    ['timeOut', wholeProblem(draft.timeOut, 1, MOST_TIME_OUT)],
    ['debugUntil', debugProblem(draft.debugUntil, now)],
    ['attempts', wholeProblem(draft.attempts, 0, MOST_ATTEMPTS)],
    ['firstWait', wholeProblem(draft.firstWait, 1, MOST_WAIT)],
    ['longestWait', wholeProblem(draft.longestWait, 1, MOST_WAIT) ?? orderProblem(draft)],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/**
 * The options to be stored for a draft that has no problems; null when all of them have their defaults.
 * @param before what is stored now: a date that was not touched keeps its moment.
 */
export function optionsToStore(draft: OptionsDraft, before: OperationOptions, now: Date): OperationOptions | null {
  const debugUntil =
    draft.debugUntil === optionsDraft(before, now).debugUntil ? before.debugUntil : debugEnd(draft.debugUntil, now);
  const options: OperationOptions = {
    timeOut: { amount: Number(draft.timeOut), unit: draft.unit },
    log: draft.log,
    ...(draft.debugUntil === '' || debugUntil === undefined ? {} : { debugUntil }),
    retries: {
      attempts: Number(draft.attempts),
      firstDelaySeconds: Number(draft.firstWait),
      longestDelaySeconds: Number(draft.longestWait),
    },
    runSuccessWithoutSourceFiles: draft.runSuccessWithoutSourceFiles,
    overlap: draft.overlap,
  };
  return same(options, DEFAULT_OPTIONS) ? null : options;
}

/** The waits before the attempts that a draft makes, in seconds, each once as long as they grow; none while it is wrong. */
export function waits(draft: OptionsDraft): number[] {
  const [attempts, first, longest] = [draft.attempts, draft.firstWait, draft.longestWait].map(Number);
  if (!attempts || !first || !longest || first > longest) return [];
  const all = Array.from({ length: Math.min(attempts, MOST_ATTEMPTS) }, (_, done) =>
    Math.min(first * 2 ** done, longest),
  );
  const end = all.indexOf(longest);
  return end === -1 ? all : all.slice(0, end + 1);
}

/** E.g. `1 hour 30 minutes`, for a time-out or a wait in seconds. */
export function secondsInWords(seconds: number): string {
  const units = [
    ['hour', Math.floor(seconds / 3600)],
    ['minute', Math.floor((seconds % 3600) / 60)],
    ['second', Math.round(seconds % 60)],
  ] as const;
  const parts = units.filter(([, amount]) => amount > 0);
  return parts.map(([unit, amount]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`).join(' ');
}

function wholeProblem(text: string, least: number, most: number): string | null {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return null;
  return `Enter a whole number from ${least} to ${most.toLocaleString('en-US')}.`;
}

function orderProblem({ firstWait, longestWait }: OptionsDraft): string | null {
  return Number(longestWait) < Number(firstWait) ? 'It is shorter than the first wait.' : null;
}

function debugProblem(date: string, now: Date): string | null {
  if (date === '') return null;
  if (date < dateOf(now)) return 'The date is past.';
  return date > lastDebugDate(now) ? 'Choose a date at most two weeks ahead.' : null;
}
