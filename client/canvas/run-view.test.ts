import { expect, test } from 'vitest';
import type { Run, StepProgress } from '../../shared/runs/run.ts';
import { connectorFigures, runProgress, toneOf } from './run-view.ts';
import { runWords } from './run-words.ts';

function run(state: Run['state'], from: Partial<StepProgress>, to: Partial<StepProgress>): Run {
  return {
    id: 'run_a',
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dep_a',
    state,
    agentName: 'local',
    attempt: 1,
    submittedAt: '2026-01-01T00:00:00.000Z',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    steps: [
      { stepId: 'stp_a', state: 'running', bytes: 0, objects: 0, ...from },
      { stepId: 'stp_b', state: 'running', bytes: 0, objects: 0, ...to },
    ],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
}

const figures = (of: Run, rate = 0) => connectorFigures(of, 'stp_a', 'stp_b', rate);

test('while bytes move, the connector shows the rate and how much of how much', () => {
  const going = run('Running', { bytes: 40_000_000, totalBytes: 100_000_000 }, { bytes: 39_000_000 });
  expect(figures(going, 12_400_000)).toEqual({ above: '12.4 MB/s', below: '40 MB / 100 MB', moving: true });
});

test('where many objects move, they are counted', () => {
  const going = run('Running', { bytes: 5000, objects: 1204, totalObjects: 5000 }, {});
  expect(figures(going, 2000)?.below).toBe('1,204 / 5,000');
});

test('after the run, the connector shows what has moved', () => {
  const ended = run('Success', { bytes: 1_500_000, objects: 1, totalObjects: 1 }, { bytes: 1_500_000, objects: 1 });
  expect(figures(ended)).toEqual({ above: '1.5 MB', below: '1 object', moving: false });
});

test('nothing is shown where nothing has moved, and for steps that the run did not have', () => {
  expect(figures(run('Error', {}, {}))).toBeNull();
  expect(connectorFigures(run('Success', { bytes: 1 }, {}), 'stp_x', 'stp_y', 0)).toBeNull();
  expect(connectorFigures(undefined, 'stp_a', 'stp_b', 0)).toBeNull();
});

test('there is a progress only while a run is going and a total is known', () => {
  expect(runProgress(run('Running', { bytes: 25, totalBytes: 100 }, {}))).toBe(0.25);
  expect(runProgress(run('Running', { bytes: 25 }, {}))).toBeNull();
  expect(runProgress(run('Success', { bytes: 25, totalBytes: 100 }, {}))).toBeNull();
});

test('colours: running and success, error, and the rest', () => {
  expect(
    ['Running', 'Success with warning', 'Error', 'Canceled', 'Submitted'].map((state) => toneOf(state as Run['state'])),
  ).toEqual(['running', 'success', 'error', 'idle', 'idle']);
});

const each = { objects: 1000, totalObjects: 5000, skipped: 200, failed: 4, bytes: 3900, totalBytes: 20_000 };

test('behind a list that passes its objects one by one, the connector counts them; bytes are no share of a list still read', () => {
  const going = run('Running', { objects: 5000 }, { ...each, listing: true });
  expect(figures(going, 2000)).toEqual({ above: '1,204 / 5,000+', below: '4 failed', moving: true });
  expect(runProgress(going)).toBeNull();
  expect(runProgress(run('Running', { objects: 5000 }, { ...each, listing: false }))).toBeCloseTo(1204 / 5000);
});

test('between the steps behind the list, the connector shows the bytes, and their total once the list is complete', () => {
  const of = (listing: boolean) => ({
    ...run('Running', {}, {}),
    steps: [
      { stepId: 'stp_list', state: 'complete' as const, bytes: 0, objects: 5000 },
      { stepId: 'stp_a', state: 'running' as const, bytes: 4000, objects: 1010 },
      { stepId: 'stp_b', state: 'running' as const, ...each, listing },
    ],
  });
  expect(figures(of(true), 2000)).toEqual({ above: '2 kB/s', below: '4 kB', moving: true });
  expect(figures(of(false), 2000)?.below).toBe('4 kB / 20 kB');
});

test('the state of a run over many objects is told with its figures, in words to those who hear it', () => {
  const going = run('Running', { objects: 5000 }, { ...each, listing: false });
  expect(runWords(going, 130_000, false)).toEqual({
    shown: '200 skipped · 4 failed · about 2 min left',
    spoken: '1,204 of 5,000 objects, 200 skipped, 4 failed, about 2 min left',
  });
  expect(runWords(going, null, true).shown).toBe('1,204 / 5,000 · 200 skipped · 4 failed');
  expect(runWords(run('Running', {}, { bytes: 1 }), null, false)).toEqual({ shown: '', spoken: '' });
});

const PLAN = { way: 'server-side-copy', reason: 'Copied at the storage.' } as const;

test('where the storage copies by itself, the connector says how much passes through the agent', () => {
  const going = run('Running', {}, { bytes: 400, copiedBytes: 400, totalBytes: 1000, plan: PLAN });
  expect(figures(going)).toEqual({
    above: '400 bytes',
    below: '400 bytes / 1 kB',
    passed: '0 bytes through the agent',
    moving: true,
  });
  expect(runWords(going, null, false)).toEqual({ shown: '', spoken: '' });
  expect(runWords(going, null, true)).toEqual({
    shown: '0 bytes through the agent',
    spoken: '0 bytes through the agent',
  });
  const whole = run('Running', {}, { totalBytes: 1000, totalObjects: 1, plan: PLAN });
  expect(figures(whole)).toMatchObject({ above: '1 kB', below: 'at the storage', passed: '0 bytes through the agent' });
  const mixed = run('Success', { bytes: 600, objects: 2 }, { bytes: 1000, objects: 2, copiedBytes: 400 });
  expect(figures(mixed)?.passed).toBe('600 bytes through the agent');
  expect(figures(run('Success', {}, { bytes: 5, objects: 1 }))).not.toHaveProperty('passed');
});

test('where no connector shows it, it stands beside the state of the run', () => {
  const move = { bytes: 9, objects: 1, copiedBytes: 9, plan: PLAN };
  const alone = { ...run('Success', {}, {}), steps: [{ stepId: 'stp_a', state: 'complete' as const, ...move }] };
  expect(runWords(alone, null, false).shown).toBe('0 bytes through the agent');
  const behindList = run('Success', { objects: 1 }, { ...move, totalObjects: 1, listing: false });
  expect(runWords(behindList, null, false).shown).toBe('0 bytes through the agent');
});
