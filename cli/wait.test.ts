import { expect, test } from 'vitest';
import type { Run, RunState } from '../shared/runs/run.ts';
import { apiOf } from './test-support/api-of.ts';
import { untilEnded } from './wait.ts';

const AT = '2026-11-23T10:00:00.000Z';
/** So many runs of the operation were submitted in the same second: more than a page takes. */
const RUNS = 300;

function run(id: string, state: RunState, parentRunId: string | null): Run {
  const endedAt = state === 'Running' ? null : AT;
  const what = { projectId: 'prj_a', operationId: 'opn_a', operationName: 'Copy', deploymentId: 'dep_a' };
  const figures = { attempt: 1, bytes: 0, objects: 0, messageCount: 0, lastMessage: null };
  const times = { submittedAt: AT, startedAt: AT, endedAt };
  return { id, parentRunId, state, agentName: null, steps: [], ...what, ...figures, ...times };
}

test('waits for what the actions of a run started, however many runs were submitted in the same second', async () => {
  let looks = 0;
  const isGoing = () => looks < 2;
  const api = await apiOf((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
    const send = (reply: unknown) => response.end(JSON.stringify(reply));
    if (pathname.endsWith('/runs/run_1'))
      return send(run('run_1', isGoing() ? 'Success' : 'Success with child error', null));
    const all = Array.from({ length: RUNS }, (_, index) => run(`run_${index + 1}`, 'Success', null));
    if (searchParams.get('sort') !== 'oldest') all.reverse();
    const from = Number(searchParams.get('cursor') ?? 0);
    const to = from + Number(searchParams.get('limit'));
    const runs = all.slice(from, to);
    const child = run('run_child', isGoing() ? 'Running' : 'Error', 'run_1');
    const isWithIt = runs.some(({ id }) => id === 'run_1');
    if (isWithIt) looks += 1;
    return send({ runs, next: to < RUNS ? String(to) : null, beneath: isWithIt ? [child] : [] });
  });
  const signal = AbortSignal.timeout(10_000);
  const ended = await untilEnded({ api, signal, tell: () => undefined }, { id: 'run_1', projectId: 'prj_a' });
  expect(ended.state).toBe('Success with child error');
});
