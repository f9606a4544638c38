import { median, spread } from './statistics.ts';

/** What doing something once took. */
export interface Usage {
  readonly seconds: number;
  /** CPU seconds of whoever did it, user and system. */
  readonly cpu: number;
  /** Its largest resident set, in bytes; of the product's agent since its start. */
  readonly peak: number;
  /** CPU seconds of the storage meanwhile. */
  readonly storageCpu: number;
  /** Bytes that went through whoever did it, where that is measured. */
  readonly through?: number;
  /** How it was done, in a few words. */
  readonly way?: string | undefined;
}

/** One way of doing something, done again and again. */
export interface Way {
  readonly name: string;
  /** Of the rounds that it takes part in; slow ones take part in fewer. */
  readonly rounds?: number;
  /** How many objects, keys or bytes it moves, where that is less than the others. */
  readonly amount?: number;
  run(): Promise<Omit<Usage, 'storageCpu'>>;
}

/** What the rounds of one way took. */
export interface Result {
  readonly way: Way;
  readonly usages: readonly Usage[];
  /** Why it did not come to the end of its rounds. */
  readonly failure?: string;
}

export const ofAll = (result: Result, pick: (usage: Usage) => number): number[] => result.usages.map(pick);

/** Median of the rounds' ratios of another way's time to ours, each for its own amount: above 1 we are faster. */
export function timesFaster(ours: Result, other: Result): number {
  const perUnit = (result: Result, index: number) =>
    (result.usages[index]?.seconds ?? Number.NaN) / (result.way.amount ?? 1);
  return median(other.usages.map((_, index) => perUnit(other, index) / perUnit(ours, index)));
}

/** Median with the range; the median alone of a single round. */
export const inRange = (values: readonly number[], digits: number): string =>
  values.length > 1
    ? spread(values, digits)
    : median(values).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
