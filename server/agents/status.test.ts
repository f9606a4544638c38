import { expect, test } from 'vitest';
import { agentStatus } from './status.ts';

const row = {
  id: 'agt_1',
  name: 'one',
  state: 'Running' as const,
  version: '1',
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
