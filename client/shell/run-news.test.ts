import { expect, test } from 'vitest';
import type { Run } from '../../shared/runs/run.ts';
import { runNews } from './run-news.ts';

function run(id: string, state: Run['state']): Record<string, Run> {
  const made: Run = {
    id,
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy invoices',
    parentRunId: null,
    deploymentId: 'dep_a',
    state,
    agentName: null,
    attempt: 1,
    submittedAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endedAt: null,
    steps: [],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
  return { [id]: made };
}

test('a run that changes its state is told of, once', () => {
  expect(runNews(run('run_a', 'Submitted'), {})).toEqual(['Copy invoices: Submitted']);
  expect(runNews(run('run_a', 'Success'), run('run_a', 'Running'))).toEqual(['Copy invoices: Success']);
  expect(runNews(run('run_a', 'Running'), run('run_a', 'Running'))).toEqual([]);
});

test('runs of yesterday are not', () => {
  expect(runNews(run('run_a', 'Error'), {})).toEqual([]);
});
