import { hasEnded, type Run } from '../../shared/runs/run.ts';

/** What is to be told of runs that have changed: `Copy invoices: Success`. Those that had ended when they were first heard of are no news. */
export function runNews(runs: Readonly<Record<string, Run>>, before: Readonly<Record<string, Run>>): string[] {
  return Object.values(runs).flatMap((run) => {
    const known = before[run.id];
    const isNews = known ? known.state !== run.state : !hasEnded(run.state);
    return isNews ? [`${run.operationName}: ${run.state}`] : [];
  });
}
