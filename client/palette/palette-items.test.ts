import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { emptyProject } from '../../shared/project/project.ts';
import { paletteItems } from './palette-items.ts';

const connection = (id: string, name: string) => ({ id, connector: 'amazon-s3', name, settings: {} });
const project = {
  ...emptyProject('P'),
  connections: { con_b: connection('con_b', 'Sales 10'), con_a: connection('con_a', 'Sales 2') },
};
const names = (query: string) => {
  const { connections, connectors } = paletteItems(project, descriptors, query);
  return {
    connections: connections.map(({ connection: { name }, types }) => [name, types.map((type) => type.name)]),
    connectors: connectors.map(({ name }) => name),
  };
};
const allTypes = descriptors[0]?.activityTypes.map(({ name }) => name);

test('shows every connection, by name, with its activity types, and every connector', () => {
  expect(names('')).toEqual({
    connections: [
      ['Sales 2', allTypes],
      ['Sales 10', allTypes],
    ],
    connectors: ['Amazon S3', 'Local Files'],
  });
});

test('the search finds connections, activity types and connectors', () => {
  expect(names('sales 1')).toEqual({ connections: [['Sales 10', allTypes]], connectors: [] });
  expect(names('GET')).toEqual({
    connections: [
      ['Sales 2', ['Get Object']],
      ['Sales 10', ['Get Object']],
    ],
    connectors: [],
  });
  expect(names('amazon')).toEqual({ connections: [], connectors: ['Amazon S3'] });
});
