import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { firstSteps, SAMPLE_CONNECTION_ID, transferWords } from './first-steps.ts';

const connection = (id: string) => ({ id, connector: 'amazon-s3', name: id, settings: {} });
const activity = (id: string, type: string, connectionId: string) => ({
  id,
  type,
  connectionId,
  name: id,
  settings: {},
  configured: true,
});
const step = (componentId: string) => ({
  id: componentId.replace('act', 'stp'),
  kind: 'activity' as const,
  componentId,
});

const drawn = (connectionId: string): Project => ({
  ...emptyProject('P'),
  connections: { [SAMPLE_CONNECTION_ID]: connection(SAMPLE_CONNECTION_ID), con_own: connection('con_own') },
  activities: {
    act_get: activity('act_get', 'get-object', connectionId),
    act_put: activity('act_put', 'put-object', connectionId),
  },
  operations: { opn_a: { id: 'opn_a', name: 'A', steps: [step('act_get'), step('act_put')] } },
});

test('the sample’s connection and operations do not count', () => {
  const project = { ...drawn(SAMPLE_CONNECTION_ID), connections: { con_sample: connection('con_sample') } };
  expect(firstSteps(project, descriptors, { opn_a: 'run_1' })).toEqual({
    connectionId: null,
    operationId: null,
    hasRun: false,
  });
});

test('an own connection, an operation from source to target with it, and its run count one by one', () => {
  expect(firstSteps(drawn(SAMPLE_CONNECTION_ID), descriptors, {})).toEqual({
    connectionId: 'con_own',
    operationId: null,
    hasRun: false,
  });
  expect(firstSteps(drawn('con_own'), descriptors, {})).toMatchObject({ operationId: 'opn_a', hasRun: false });
  expect(firstSteps(drawn('con_own'), descriptors, { opn_a: 'run_1' })).toMatchObject({
    operationId: 'opn_a',
    hasRun: true,
  });
});

test('a target before the source is no transfer', () => {
  const project = drawn('con_own');
  const turned = { opn_a: { id: 'opn_a', name: 'A', steps: [step('act_put'), step('act_get')] } };
  expect(firstSteps({ ...project, operations: turned }, descriptors, {}).operationId).toBeNull();
});

test('what to draw is named as one’s own connection names it', () => {
  const project = drawn('con_own');
  const files = { ...connection('con_files'), connector: 'local-files' };
  const both = { ...project, connections: { ...project.connections, con_files: files } };
  expect(transferWords(both, descriptors, null)).toBe('Get → Put');
  expect(transferWords(both, descriptors, 'con_own')).toBe('Get → Put');
  expect(transferWords(both, descriptors, 'con_files')).toBe('Read → Write');
});
