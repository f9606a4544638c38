import { median, spread } from './statistics.ts';

/** What the rounds of one way of doing something took. */
export interface Figures {
  seconds: number[];
  /** CPU seconds, user and system. */
  cpu: number[];
  /** The largest resident set, in bytes; of the product's agent since its start. */
  peak: number[];
}

export function noFigures(): Figures {
  return { seconds: [], cpu: [], peak: [] };
}

/** The headings of {@link row}, after the name. */
export function headings(unit: string): string[] {
  return ['seconds', unit, 'CPU seconds', 'peak memory', 'ours is × faster'];
}

/** A line of a table: medians with the range, and the median of the rounds' ratios to ours. None without rounds. */
export function row(name: string, figures: Figures, amount: number, ours: Figures): string[][] {
  if (figures.seconds.length === 0) return [];
  const ratios = ours.seconds.map((seconds, index) => (figures.seconds[index] ?? Number.NaN) / seconds);
  return [
    [
      name,
      spread(figures.seconds, 2),
      spread(figures.seconds.map((seconds) => amount / seconds)),
      spread(figures.cpu, 2),
      `${Math.round(Math.max(...figures.peak) / 1024 ** 2)} MiB`,
      median(ratios).toFixed(2),
    ],
  ];
}
