import { expect, test } from 'vitest';
import type { Run, StepProgress } from '../../shared/runs/run.ts';
import { durationOf, failuresOf, hasReceipts, meanRate, plansIn, shareDone } from './figures.ts';

const start = '2026-01-01T00:00:00.000Z';
const now = Date.parse('2026-01-01T00:00:04.000Z');
const step: StepProgress = { stepId: 'stp_a', state: 'running', bytes: 8000, objects: 1, startedAt: start };

test('a duration runs on until the end is known', () => {
  expect(durationOf({ startedAt: null }, now)).toBeNull();
  expect(durationOf(step, now)).toBe(4000);
  expect(durationOf({ startedAt: start, endedAt: '2026-01-01T00:00:01.000Z' }, now)).toBe(1000);
});

test('a rate is the mean since the start, and none without bytes or time', () => {
  expect(meanRate(step, now)).toBe(2000);
  expect(meanRate({ ...step, bytes: 0 }, now)).toBeNull();
  expect(meanRate(step, Date.parse(start))).toBeNull();
});

test('the share done goes by bytes, else by objects, and never past the whole', () => {
  expect(shareDone(step)).toBeNull();
  expect(shareDone({ ...step, totalBytes: 16_000, totalObjects: 1 })).toBe(0.5);
  expect(shareDone({ ...step, totalBytes: 0, totalObjects: 4 })).toBe(0.25);
  expect(shareDone({ ...step, totalBytes: 10 })).toBe(1);
});

test('a step that runs for each object goes by the objects that it has dealt with, once the list is complete', () => {
  const each = { ...step, objects: 5, skipped: 3, failed: 2, totalObjects: 40, totalBytes: 10, listing: true };
  expect(shareDone(each)).toBeNull();
  expect(shareDone({ ...each, listing: false })).toBe(0.25);
});

test('receipts are offered where a run has dealt with objects, and of a list alone never', () => {
  const ended = (...steps: StepProgress[]): Run => ({
    id: 'run_a',
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dep_a',
    state: 'Success',
    agentName: 'local',
    attempt: 1,
    submittedAt: start,
    startedAt: start,
    endedAt: start,
    steps,
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  });
  expect(hasReceipts(ended({ ...step, hasOutput: true }))).toBe(false);
  expect(hasReceipts({ ...ended(step), state: 'Running' })).toBe(false);
  expect(hasReceipts(ended(step))).toBe(true);
  expect(hasReceipts(ended(step, { ...step, objects: 0 }))).toBe(false);
  expect(hasReceipts(ended(step, { ...step, objects: 0, skipped: 4 }))).toBe(true);
  expect(failuresOf(ended(step, { ...step, failed: 4 }))).toBe(4);
});

test('the plans of a run are the log’s, each once', () => {
  const line = (code: string, text: string) => ({ at: start, level: 'info' as const, code, text });
  expect(plansIn([line('run-started', 'x'), line('plan', 'One PUT.'), line('plan', 'One PUT.')])).toEqual(['One PUT.']);
});
