import { expect, test } from 'vitest';
import type { Run, StepProgress } from '../../shared/runs/run.ts';
import { nextPace, type Pace, timeLeft } from './pace.ts';

function run(step: Partial<StepProgress>): Run {
  return {
    id: 'run_a',
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dep_a',
    state: 'Running',
    agentName: 'local',
    attempt: 1,
    submittedAt: '2026-01-01T00:00:00.000Z',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    steps: [{ stepId: 'stp_a', state: 'running', bytes: 0, objects: 0, ...step }],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
}

const each = (done: number, more: Partial<StepProgress> = {}) =>
  run({ objects: done, totalObjects: 1000, listing: false, ...more });

/** The pace of a run that was so far at each second from 0. */
function paceOf(runs: readonly Run[]): Pace {
  return runs.reduce<Pace>((pace, one, second) => nextPace(pace, one, second * 1000), []);
}

test('the time left is what the rest takes at the pace of the last half minute', () => {
  const pace = paceOf([each(0), each(100), each(200)]);
  expect(timeLeft(pace, each(200), 2000)).toBe(8000);
  const slowing = paceOf(Array.from({ length: 60 }, (_, second) => each(second < 20 ? second * 40 : 780 + second)));
  expect(timeLeft(slowing, each(839), 59_000)).toBeCloseTo((161 * 30_000) / 30, -3);
});

test('no time is told while the list is being read, nor after too short a look, nor at a standstill', () => {
  const pace = paceOf([each(0), each(100), each(200)]);
  expect(timeLeft(pace, each(200, { listing: true }), 2000)).toBeNull();
  expect(timeLeft(paceOf([each(0), each(100)]), each(100), 1000)).toBeNull();
  expect(timeLeft(paceOf([each(100), each(100), each(100)]), each(100), 2000)).toBeNull();
});

test('few large objects are reckoned by their bytes, and so is a single one', () => {
  const large = (bytes: number, done: number) => each(done, { bytes, totalBytes: 10_000 });
  const pace = paceOf([large(0, 0), large(500, 500), large(1000, 900)]);
  expect(timeLeft(pace, large(1000, 900), 2000)).toBe(18_000);
  const one = (bytes: number) => run({ bytes, totalBytes: 1000 });
  expect(timeLeft(paceOf([one(0), one(250), one(500)]), one(500), 2000)).toBe(2000);
});

test('bytes of what is skipped are not waited for', () => {
  const skipping = (skipped: number) => each(0, { skipped, bytes: 0, totalBytes: 10_000 });
  expect(timeLeft(paceOf([skipping(0), skipping(250), skipping(500)]), skipping(500), 2000)).toBe(2000);
});

test('a run that is taken up again begins a new pace', () => {
  expect(nextPace(paceOf([each(0), each(500)]), each(100), 2000)).toHaveLength(1);
});
