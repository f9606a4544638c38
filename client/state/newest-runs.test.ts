import { beforeEach, expect, test } from 'vitest';
import type { Run, RunState } from '../../shared/runs/run.ts';
import { designer } from './designer.ts';
import { shownRun } from './newest-runs.ts';

beforeEach(() => designer.setState({ runs: {}, lastRun: {}, automaticRun: {}, rates: {} }));

function run(number: number, state: RunState, more: Partial<Run> = {}): Run {
  const submittedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString();
  return {
    id: `run_${number}`,
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dep_a',
    state,
    agentName: null,
    attempt: 1,
    submittedAt,
    startedAt: null,
    endedAt: state === 'Success' || state === 'Error' ? submittedAt : null,
    steps: [],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
    ...more,
  };
}
const scheduled = { scheduledFor: '2026-01-01T00:00:00.000Z' };
const child = { parentRunId: 'run_parent' };

function take(...runs: Run[]): void {
  designer.getState().takeRuns(runs);
}
const last = () => designer.getState().lastRun.opn_a;
const shown = () => shownRun('opn_a', designer.getState())?.id;

test('the last run is the newest that somebody asked for, in whatever order they are heard of', () => {
  take(run(2, 'Success'), run(1, 'Error'));
  expect(last()).toBe('run_2');
  take(run(3, 'Error', scheduled), run(4, 'Error', child));
  expect(last()).toBe('run_2');
  take(run(5, 'Running'));
  expect(last()).toBe('run_5');
});

test('an operation that only its schedule and actions have run has no last run', () => {
  take(run(1, 'Error', scheduled), run(2, 'Success', child));
  expect(last()).toBeUndefined();
  expect(shown()).toBeUndefined();
});

test('the figures are those of a run that is going, whatever started it', () => {
  take(run(1, 'Success'), run(2, 'Running', scheduled));
  expect(shown()).toBe('run_2');
  take(run(3, 'Running', child));
  expect(shown()).toBe('run_3');
  take(run(3, 'Success', child));
  expect(shown()).toBe('run_2');
  take(run(2, 'Error', scheduled));
  expect(shown()).toBe('run_1');
});

test('a run that somebody asked for comes before one that waits for its turn', () => {
  take(run(1, 'Running'), run(2, 'Submitted', scheduled));
  expect(shown()).toBe('run_1');
  take(run(1, 'Success'));
  expect(shown()).toBe('run_2');
});
