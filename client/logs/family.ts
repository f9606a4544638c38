import type { Id } from '../../shared/project/id.ts';
import type { Run } from '../../shared/runs/run.ts';

/** A run as a row of the list. */
export interface Row {
  run: Run;
  /** How many of the runs that caused it stand above it in the list. */
  depth: number;
}

/** The runs, each with those that its actions started right beneath it, as far as they are in the list. */
export function withChildrenBeneath(runs: readonly Run[]): Row[] {
  const listed = new Set(runs.map((run) => run.id));
  const isBeneath = (run: Run) => run.parentRunId !== null && listed.has(run.parentRunId);
  if (!runs.some(isBeneath)) return runs.map((run) => ({ run, depth: 0 }));
  const children = new Map<Id, Run[]>();
  for (const run of runs)
    if (run.parentRunId !== null && isBeneath(run))
      children.set(run.parentRunId, [...(children.get(run.parentRunId) ?? []), run]);
  const rows: Row[] = [];
  const add = (run: Run, depth: number) => {
    rows.push({ run, depth });
    for (const child of children.get(run.id) ?? []) add(child, depth + 1);
  };
  for (const run of runs) if (!isBeneath(run)) add(run, 0);
  return rows;
}
