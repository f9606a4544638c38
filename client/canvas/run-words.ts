import { type EachProgress, progressOfEach } from '../../shared/runs/progress-of-each.ts';
import type { Run } from '../../shared/runs/run.ts';
import { throughAgent } from '../../shared/runs/through-agent.ts';
import { formatBytes, formatCount, formatTimeLeft } from '../ui/format.ts';

/** `1,204 / 5,000`, with a `+` while the list is still being read. */
export function countOf({ done, listed, listing }: EachProgress): string {
  return `${formatCount(done)} / ${formatCount(listed)}${listing ? '+' : ''}`;
}

/** `0 bytes through the agent` */
export function passedWords(bytes: number): string {
  return `${formatBytes(bytes)} through the agent`;
}

/** How much of what a run moves passes through the agent, where the storage copies by itself; `shown`: by a connector. */
function passedOf(run: Run | undefined): { words: string; shown: boolean } | null {
  const index = run?.steps.findIndex((step) => throughAgent(step) !== undefined) ?? -1;
  const bytes = run?.steps[index] && throughAgent(run.steps[index]);
  if (bytes === undefined || !run) return null;
  // The connector behind a list shows how far the list is.
  return { words: passedWords(bytes), shown: index > (progressOfEach(run) ? 1 : 0) };
}

/** What stands beside the state of a run: short to see, and in whole words to hear. Empty where there is nothing to say. */
export interface RunWords {
  shown: string;
  spoken: string;
}

/**
 * The figures of a run over many objects, and how long a run will still take.
 * @param left in milliseconds; @param alone whether there are no connectors, which show the most of it.
 */
export function runWords(run: Run | undefined, left: number | null, alone: boolean): RunWords {
  const each = run ? progressOfEach(run) : null;
  const counted = each && [`${formatCount(each.skipped)} skipped`, `${formatCount(each.failed)} failed`];
  const told = (counted ?? []).filter((text) => !text.startsWith('0 '));
  const time = left === null ? [] : [formatTimeLeft(left)];
  const passed = passedOf(run);
  const unseen = passed && (alone || !passed.shown) ? [passed.words] : [];
  const shown = [...(each && alone ? [countOf(each)] : []), ...told, ...unseen, ...time];
  const so = each?.listing ? ' listed so far' : '';
  const whole = each ? [`${formatCount(each.done)} of ${formatCount(each.listed)} objects${so}`] : [];
  return {
    shown: shown.join(' · '),
    spoken: [...whole, ...told, ...unseen, ...time].join(', '),
  };
}
