import { setTimeout as sleep } from 'node:timers/promises';
import { routes } from '../shared/api/routes.ts';
import { type EndState, hasEnded, type Run } from '../shared/runs/run.ts';
import type { Surroundings } from './command.ts';

const ASK_EVERY_MS = 400;

/**
 * Waits until a run has ended, and what its actions started too: that can make its end a *Success with child error*. Tells of each
 * state on the way.
 */
export async function untilEnded(
  { api, signal, tell }: Pick<Surroundings, 'api' | 'signal' | 'tell'>,
  { id: runId, projectId }: Pick<Run, 'id' | 'projectId'>,
): Promise<Run & { state: EndState }> {
  let told = '';
  for (;;) {
    const run = await api.call(routes.getRun, { params: { projectId, runId } });
    if (run.state !== told && !hasEnded(run.state)) tell(`${run.state}\n`);
    told = run.state;
    if (hasEnded(run.state) && !(await hasGoingChildren(api, run))) {
      // The last of them may have changed it.
      const last = await api.call(routes.getRun, { params: { projectId, runId } });
      if (hasEnded(last.state)) return { ...last, state: last.state };
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}

async function hasGoingChildren(api: Surroundings['api'], run: Run): Promise<boolean> {
  if (run.parentRunId !== null) return false;
  // The database's times are finer than those that it is asked with.
  const to = new Date(Date.parse(run.submittedAt) + 1_000).toISOString();
  const params = { projectId: run.projectId };
  // The oldest first: it is one of them. Few at a time: only so many of the runs beneath a page are told.
  const query = { operationId: run.operationId, top: true, from: run.submittedAt, to, sort: 'oldest', limit: 10 };
  let page = await api.call(routes.listRuns, { params, query });
  while (page.next !== null && !page.runs.some(({ id }) => id === run.id))
    page = await api.call(routes.listRuns, { params, query: { ...query, cursor: page.next } });
  const { beneath } = page;
  const family = new Set([run.id]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const one of beneath) if (one.parentRunId !== null && family.has(one.parentRunId)) family.add(one.id);
  }
  return beneath.some(({ id, state }) => family.has(id) && !hasEnded(state));
}
