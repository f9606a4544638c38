import { type EachProgress, progressOfEach } from '../../shared/runs/progress-of-each.ts';
import type { Run } from '../../shared/runs/run.ts';
import { formatCount, formatTimeLeft } from '../ui/format.ts';

/** `1,204 / 5,000`, with a `+` while the list is still being read. */
export function countOf({ done, listed, listing }: EachProgress): string {
  return `${formatCount(done)} / ${formatCount(listed)}${listing ? '+' : ''}`;
}

/** What stands beside the state of a run: short to see, and in whole words to hear. Empty where there is nothing to say. */
export interface RunWords {
  shown: string;
  spoken: string;
}

/**
 * The figures of a run over many objects, and how long a run will still take.
 * @param left in milliseconds; @param withCount whether to show the count, where no connector does.
 */
export function runWords(run: Run | undefined, left: number | null, withCount: boolean): RunWords {
  const each = run ? progressOfEach(run) : null;
  const counted = each && [`${formatCount(each.skipped)} skipped`, `${formatCount(each.failed)} failed`];
  const told = (counted ?? []).filter((text) => !text.startsWith('0 '));
  const time = left === null ? [] : [formatTimeLeft(left)];
  const shown = [...(each && withCount ? [countOf(each)] : []), ...told, ...time];
  const so = each?.listing ? ' listed so far' : '';
  const whole = each ? [`${formatCount(each.done)} of ${formatCount(each.listed)} objects${so}`] : [];
  return { shown: shown.join(' · '), spoken: [...whole, ...told, ...time].join(', ') };
}
