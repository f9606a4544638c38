import { expect, test } from 'vitest';
import type { RegisteredConnector, RegisteredVersion } from '../../shared/api/connectors.ts';
import { agentsInWords, isBehind, versionRows } from './registry.ts';

const version = (number: string): RegisteredVersion => ({
  version: number,
  origin: 'published',
  sha256: 'a'.repeat(64),
  size: 1,
  publishedAt: '2026-01-01T00:00:00.000Z',
  publishedBy: null,
});
const agent = (name: string, number: string) => ({
  id: `agt_${name}`,
  name,
  agentGroupName: 'Cloud agents',
  version: number,
  isOnline: true,
});
const connector: RegisteredConnector = {
  id: 'ftp',
  name: 'FTP',
  latest: '1.10.0',
  versions: [version('1.10.0'), version('1.9.0')],
  agents: [agent('a', '1.10.0'), agent('b', '1.9.0'), agent('c', '0.9.0')],
};

test('versions stand with the agents that have them, the newest first, and so do those the registry does not know', () => {
  const rows = versionRows(connector).map(({ version: number, registered, agents }) => [
    number,
    registered !== null,
    agents.map(({ name }) => name),
  ]);
  expect(rows).toEqual([
    ['1.10.0', true, ['a']],
    ['1.9.0', true, ['b']],
    ['0.9.0', false, ['c']],
  ]);
});

test('agents with an older version are counted', () => {
  expect(agentsInWords(connector)).toBe('3 agents have it, 2 an older version');
  expect(agentsInWords({ ...connector, agents: [agent('a', '1.10.0')] })).toBe('1 agent has it');
  expect(agentsInWords({ ...connector, agents: [] })).toBe('No agent has it yet');
  expect(isBehind('1.9.0', undefined)).toBe(false);
});
