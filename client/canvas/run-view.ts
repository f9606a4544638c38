import type { ItemWords } from '../../shared/connector.ts';
import { type EachProgress, progressOfEach } from '../../shared/runs/progress-of-each.ts';
import { hasEnded, type Run, type RunState } from '../../shared/runs/run.ts';
import { throughAgent } from '../../shared/runs/through-agent.ts';
import { formatBytes, formatCount, formatRate } from '../ui/format.ts';
import { OBJECTS } from './item-words.ts';
import { countOf, passedWords } from './run-words.ts';

export type RunTone = 'running' | 'success' | 'error' | 'idle';

/** The colour of a run's state: running and success green or blue, error red, the rest grey. */
export function toneOf(state: RunState): RunTone {
  if (state === 'Running') return 'running';
  if (state === 'Error') return 'error';
  return state.startsWith('Success') ? 'success' : 'idle';
}

/** The figures on the connector between two steps; null when there are none to show. */
export interface ConnectorFigures {
  /** Above the line: `12.4 MB/s` while bytes move, else how many have. */
  above: string;
  /** Below the line: objects, of how many if that is known; or bytes of how many. */
  below: string;
  /** Beneath both, where the storage copies by itself: `0 bytes through the agent`. */
  passed?: string;
  moving: boolean;
}

/** What has moved between two steps of a run: the farther of the two counts, as each side reports its own. */
export function connectorFigures(
  run: Run | undefined,
  fromStepId: string,
  toStepId: string,
  rate: number,
  words: ItemWords = OBJECTS,
): ConnectorFigures | null {
  const from = run?.steps.find((step) => step.stepId === fromStepId);
  const to = run?.steps.find((step) => step.stepId === toStepId);
  if (!run || (!from && !to)) return null;
  const each = progressOfEach(run);
  const bytes = Math.max(from?.bytes ?? 0, to?.bytes ?? 0);
  // Of many objects some may have been read and not have arrived.
  const objects = each ? (to?.objects ?? 0) : Math.max(from?.objects ?? 0, to?.objects ?? 0);
  const moving = !hasEnded(run.state) && run.startedAt !== null;
  if (each && run.steps[0]?.stepId === fromStepId) return listFigures(each, moving, words);
  if (!moving && bytes === 0 && objects === 0) return null;
  const passed = to && throughAgent(to);
  const note = passed === undefined ? {} : { passed: passedWords(passed) };
  // What is still being listed is no total, and how many objects there are stands behind the list.
  const totalBytes = each?.listing ? undefined : (to?.totalBytes ?? from?.totalBytes);
  const totalObjects = each ? undefined : (to?.totalObjects ?? from?.totalObjects);
  const count =
    totalObjects !== undefined && totalObjects > 1
      ? `${formatCount(objects)} / ${formatCount(totalObjects)}`
      : formatCount(objects);
  // One copy of a whole object: the storage says nothing before it is done.
  if (moving && passed !== undefined && bytes === 0 && totalBytes !== undefined)
    return { above: formatBytes(totalBytes), below: 'at the storage', ...note, moving };
  if (moving) {
    const amount = totalBytes === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} / ${formatBytes(totalBytes)}`;
    return {
      above: rate > 0 ? formatRate(rate) : formatBytes(bytes),
      below: (totalObjects ?? 0) > 1 ? count : amount,
      ...note,
      moving,
    };
  }
  return {
    above: formatBytes(bytes),
    below: `${count} ${objects === 1 && !count.includes('/') ? words.one : words.many}`,
    ...note,
    moving,
  };
}

/** Behind a list that passes its objects one by one: how many are done of those that it has given. */
function listFigures(each: EachProgress, moving: boolean, { many }: ItemWords): ConnectorFigures {
  const { skipped, failed } = each;
  const told = failed > 0 ? `${formatCount(failed)} failed` : skipped > 0 ? `${formatCount(skipped)} skipped` : many;
  return { above: countOf(each), below: told, moving };
}

/** How far a run is, 0 to 1; null when it is not going or no total is known. */
export function runProgress(run: Run | undefined): number | null {
  if (!run || hasEnded(run.state)) return null;
  const each = progressOfEach(run);
  if (each) return each.listing || each.listed === 0 ? null : Math.min(1, each.done / each.listed);
  const measured = run.steps.flatMap((step) => {
    if (step.totalObjects !== undefined && step.totalObjects > 1) return [step.objects / step.totalObjects];
    return step.totalBytes !== undefined && step.totalBytes > 0 ? [step.bytes / step.totalBytes] : [];
  });
  return measured.length === 0 ? null : Math.min(1, Math.min(...measured));
}
