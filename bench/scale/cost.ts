import type { Gateway } from '../../agent/gateway.ts';
import type { Table } from '../parts/report.ts';
import { median, quantile } from '../parts/statistics.ts';
import type { Copying, Installation } from './installation.ts';

const never = new AbortController().signal;
/** The first ones fill caches. */
const WARM_UP = 10;

/** Milliseconds over HTTP, of each time. */
export interface Cost {
  readonly submit: readonly number[];
  readonly claim: readonly number[];
  readonly end: readonly number[];
  /** CPU milliseconds of a run, all three together: other things that the machine does hardly change them. */
  readonly server: number;
  readonly database: number;
}

/** Times a submission, the claim of the run that comes first, and the report that ends it, one after the other, again and again. */
export async function costOf(
  installation: Installation,
  gateway: Gateway,
  samples: number,
  next: (sample: number) => Copying | undefined,
): Promise<Cost> {
  const cost = { submit: [] as number[], claim: [] as number[], end: [] as number[] };
  let before = installation.cpu();
  for (let sample = 0; sample < samples + WARM_UP; sample += 1) {
    if (sample === WARM_UP) before = installation.cpu();
    const begun = performance.now();
    await next(sample)?.submit();
    const submitted = performance.now();
    const { runs } = await gateway.claim(1, never);
    const claimed = performance.now();
    const [run] = runs;
    if (!run) throw new Error('nothing waited for the agent');
    const report = { runId: run.runId, fence: run.fence, steps: [], messages: [], firstMessage: 0 };
    await gateway.report({ reports: [{ ...report, end: 'Success' }], running: 0 });
    if (sample < WARM_UP) continue;
    cost.submit.push(submitted - begun);
    cost.claim.push(claimed - submitted);
    cost.end.push(performance.now() - claimed);
  }
  const after = installation.cpu();
  const each = (name: 'server' | 'database') => ((after[name] - before[name]) / samples) * 1000;
  return { ...cost, server: each('server'), database: each('database') };
}

/** One row for each size; ratios to the first size are of the medians of all three together, and of the CPU times. */
export function costTable(what: string, costs: readonly (readonly [size: string, cost: Cost])[]): Table {
  const total = ({ submit, claim, end }: Cost) => median(submit) + median(claim) + median(end);
  const first = costs[0]?.[1];
  const cell = (times: readonly number[]) => `${median(times).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
  return {
    headings: [
      what,
      'submit, ms p50 (p95)',
      'claim',
      'end',
      '× the first row',
      'server’s CPU ms',
      'database’s',
      '× the first row',
    ],
    rows: costs.map(([size, cost]) => [
      size,
      cell(cost.submit),
      cell(cost.claim),
      cell(cost.end),
      first ? (total(cost) / total(first)).toFixed(2) : '',
      cost.server.toFixed(1),
      cost.database.toFixed(1),
      first ? ((cost.server + cost.database) / (first.server + first.database)).toFixed(2) : '',
    ]),
  };
}

/** 10, 100 … up to the most, which is the last. @param from the first one */
export function sizesUpTo(most: number, from = 10): number[] {
  const sizes: number[] = [];
  for (let size = from; size < most; size *= 10) sizes.push(size);
  return [...sizes, most];
}
