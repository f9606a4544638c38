import { expect, test } from 'vitest';
import type { Run } from '../../shared/runs/run.ts';
import { laterOf, mergeMessages, nextFigure } from './run-figures.ts';

const message = (number: number) => ({
  number,
  at: '2026-01-01T00:00:00.000Z',
  level: 'info' as const,
  code: 'note',
  text: `message ${number}`,
});

test('a rate is the bytes between two figures over the time between them', () => {
  const first = nextFigure(undefined, 0, 0);
  expect(first.rate).toBe(0);
  expect(nextFigure(first, 1_000_000, 500).rate).toBe(2_000_000);
});

test('figures that come too close together are waited out, and a run that starts over starts from nothing', () => {
  const first = nextFigure(undefined, 1000, 0);
  expect(nextFigure(first, 2000, 10)).toBe(first);
  expect(nextFigure(first, 0, 1000).rate).toBe(0);
});

test('of two states of a run the later one counts, whatever bytes were taken back since', () => {
  const run: Run = {
    id: 'run_1',
    projectId: 'prj_1',
    operationId: 'opn_1',
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dpl_1',
    state: 'Running',
    agentName: 'Agent',
    attempt: 1,
    submittedAt: '2026-01-01T00:00:00.000Z',
    startedAt: '2026-01-01T00:00:01.000Z',
    endedAt: null,
    steps: [],
    bytes: 20,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
  const canceling: Run = { ...run, state: 'Cancel requested', bytes: 10 };
  const received: Run = { ...run, state: 'Received', bytes: 20 };
  const lost: Run = { ...run, state: 'Submitted', agentName: null, bytes: 0 };
  const again: Run = { ...run, state: 'Received', attempt: 2, bytes: 0 };
  for (const [earlier, later] of [
    [run, canceling],
    [received, run],
    [run, lost],
    [received, lost],
    [lost, again],
    [canceling, again],
  ] as const) {
    expect(laterOf(earlier, later)).toBe(later);
    expect(laterOf(later, earlier)).toBe(later);
  }
});

test('messages are merged in order, each once', () => {
  const known = [1, 2, 5].map(message);
  expect(mergeMessages(known, [6, 7].map(message)).map(({ number }) => number)).toEqual([1, 2, 5, 6, 7]);
  expect(mergeMessages(known, [2, 3, 4].map(message)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
});
