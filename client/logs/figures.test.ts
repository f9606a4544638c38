import { expect, test } from 'vitest';
import type { StepProgress } from '../../shared/runs/run.ts';
import { durationOf, meanRate, shareDone } from './figures.ts';

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
