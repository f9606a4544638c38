import { expect, test } from 'vitest';
import type { AgentStatus, EnvironmentStatus } from '../../shared/api/environment-status.ts';
import { whyWaiting } from './why-waiting.ts';

const agent = (name: string, more: Partial<AgentStatus>): AgentStatus => ({
  id: `agt_${name}`,
  name,
  state: 'Offline',
  version: '1.0.0',
  running: 0,
  slots: 4,
  lastSeenAt: null,
  ...more,
});
const why = (...agents: AgentStatus[]) => {
  const environment: EnvironmentStatus = {
    id: 'env_a',
    name: 'Plant',
    timeZone: 'UTC',
    agentGroup: { id: 'grp_a', name: 'Plant network', kind: 'private', agents },
  };
  return whyWaiting(environment);
};

test('an agent that takes work leaves nothing to explain', () => {
  expect(why(agent('a', { state: 'Offline' }), agent('b', { state: 'Running' }))).toBeNull();
});

test('a group without agents, with silent, draining or outdated ones says which it is, and what to do', () => {
  expect(why()).toMatchObject({ short: 'no agent yet', text: expect.stringContaining('Plant network') });
  expect(why(agent('a', {}), agent('b', { state: 'Stopped' }))).toMatchObject({
    short: 'no agent online',
    text: expect.stringContaining('(a: offline, b: stopped)'),
  });
  expect(why(agent('a', { state: 'Draining' }), agent('b', {}))).toMatchObject({
    short: 'agents are draining',
    text: expect.stringContaining('a only ends what it has'),
  });
  expect(why(agent('a', { state: 'Draining', isWrongVersion: true }))).toMatchObject({
    short: 'agent of another version',
    text: expect.stringContaining('updated'),
  });
});
