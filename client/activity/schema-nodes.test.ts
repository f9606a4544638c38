import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { nodeText, type SchemaItem, schemaItems } from './schema-nodes.ts';

const flatten = (items: readonly SchemaItem[]): SchemaItem[] =>
  items.flatMap((item) => [item, ...flatten(item.children)]);

test('a node is written with its cardinality and type', () => {
  expect(nodeText({ name: 'key', type: 'String', min: 1, max: 1 })).toBe('[1, 1] key (String)');
  expect(nodeText({ name: 'metadata', type: 'Record', min: 0, max: '*' })).toBe('[0, *] metadata (Record)');
});

test('every node of every connector has a path of its own', () => {
  for (const type of descriptors.flatMap((descriptor) => descriptor.activityTypes))
    for (const schema of [type.request, type.response]) {
      const ids = flatten(schemaItems(schema)).map((item) => item.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
});
