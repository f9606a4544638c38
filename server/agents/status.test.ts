import { expect, test } from 'vitest';
import { VERSION } from '../version.ts';
import { agentStatus, isHeardOf } from './status.ts';

const row = {
  id: 'agt_1',
  name: 'one',
  state: 'Running' as const,
  version: VERSION,
  running: 2,
  slots: 4,
  is_drained: false,
  last_seen_at: new Date('2026-01-31T00:00:00Z'),
};

test('an agent that misses three heartbeats is Offline, and runs nothing as far as anybody knows', () => {
  expect(agentStatus({ ...row, seconds_silent: 5.9 })).toMatchObject({ state: 'Running', running: 2 });
  expect(agentStatus({ ...row, seconds_silent: 6.1 })).toMatchObject({ state: 'Offline', running: 0 });
});

test('one that was stopped is Stopped however long ago, one that never came is Unregistered', () => {
  expect(agentStatus({ ...row, state: 'Stopped', seconds_silent: 900 }).state).toBe('Stopped');
  const never = { ...row, state: 'Unregistered' as const, last_seen_at: null, seconds_silent: null };
  expect(agentStatus(never)).toMatchObject({ state: 'Unregistered', lastSeenAt: null });
});

test('one that takes no work is not said to work: it is drained, or of a version that does not fit', () => {
  const drained = { ...row, is_drained: true, seconds_silent: 1 };
  expect(agentStatus(drained)).toMatchObject({ state: 'Draining', isDrained: true });
  const outdated = { ...row, version: '0.0.1', seconds_silent: 1 };
  expect(agentStatus(outdated)).toMatchObject({ state: 'Draining', isWrongVersion: true });
});

test('an agent that has not been heard of while it waits is given nothing; one that has just asked is', () => {
  expect(isHeardOf(1, 19)).toBe(true);
  expect(isHeardOf(null, 0)).toBe(true);
  expect(isHeardOf(60, 1)).toBe(true);
  expect(isHeardOf(10, 12)).toBe(false);
  expect(isHeardOf(null, 12)).toBe(false);
});
