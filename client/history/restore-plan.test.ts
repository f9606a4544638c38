import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { batch } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { countInWords, restorePlan } from './restore-plan.ts';

function withSecret(project: Project, connectionId: string, secret: string): Project {
  const connection = project.connections[connectionId];
  if (!connection) throw new Error('no connection');
  const settings = { ...connection.settings, secretAccessKey: { secret } };
  return apply(project, { type: 'connection.change', connection: { ...connection, settings } });
}

const start = sampleProject(3);
const [connectionId = ''] = Object.keys(start.connections);
const name = start.connections[connectionId]?.name ?? '';

test('tells what comes back, what becomes what it was, and what goes', () => {
  const now = apply(
    start,
    batch([
      { type: 'operation.rename', operationId: 'opn_0', name: 'Renamed' },
      { type: 'operation.remove', operationId: 'opn_2' },
      { type: 'operation.delete', operationId: 'opn_2' },
      { type: 'workflow.add', index: 9, workflow: { id: 'wfl_new', name: 'New', operationIds: [] } },
    ]),
  );
  const { edits, counts, secretless, isTooLarge } = restorePlan(now, {
    revision: 1,
    project: start,
    missingSecrets: [],
  });
  expect(apply(now, batch(edits))).toEqual(start);
  expect(counts.map(countInWords)).toEqual([
    '1 workflow becomes what it was, 1 goes',
    '1 operation comes back, 1 becomes what it was',
  ]);
  expect([secretless, isTooLarge]).toEqual([[], false]);
});

test('nothing is to be done when the design is the same as it was', () => {
  const plan = restorePlan(start, { revision: 1, project: structuredClone(start), missingSecrets: [] });
  expect([plan.edits, plan.counts]).toEqual([[], []]);
});

test('a secret that is gone is named; a connection that has another one now keeps that', () => {
  const then = withSecret(start, connectionId, 'sec_old');
  const bare: Project = {
    ...start,
    connections: {
      ...start.connections,
      [connectionId]: { id: connectionId, connector: 'amazon-s3', name, settings: {} },
    },
  };
  const without = restorePlan(bare, { revision: 1, project: then, missingSecrets: ['sec_old'] });
  const restored = apply(bare, batch(without.edits));
  expect(without.secretless).toEqual([name]);
  expect(JSON.stringify(restored)).not.toContain('sec_old');
  const now = apply(withSecret(start, connectionId, 'sec_new'), { type: 'project.rename', name: 'Later' });
  const kept = restorePlan(now, { revision: 1, project: then, missingSecrets: ['sec_old'] });
  expect(kept.secretless).toEqual([]);
  expect(apply(now, batch(kept.edits)).connections[connectionId]?.settings.secretAccessKey).toEqual({
    secret: 'sec_new',
  });
});

test('more than one gesture can change is told, not tried', () => {
  const many = Object.fromEntries(
    Array.from({ length: 50_001 }, (_, index) => [
      `var_${index}`,
      { id: `var_${index}`, name: `v${index}`, required: false, hidden: false },
    ]),
  );
  const then: Project = { ...start, variables: many };
  expect(restorePlan(start, { revision: 1, project: then, missingSecrets: [] }).isTooLarge).toBe(true);
});
