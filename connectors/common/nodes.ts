import type { SchemaNode } from '../../shared/connector.ts';

/** A member that is always there. */
export function one(name: string, type: SchemaNode['type']): SchemaNode {
  return { name, type, min: 1, max: 1 };
}

/** A member that may be absent. */
export function maybe(name: string, type: SchemaNode['type']): SchemaNode {
  return { name, type, min: 0, max: 1 };
}

/** A list of records. */
export function many(name: string, children: readonly SchemaNode[], max: number | '*' = '*'): SchemaNode {
  return { name, type: 'Record', min: 0, max, children };
}

/** A checksum over a content. */
export const checksumNode: SchemaNode = {
  name: 'checksum',
  type: 'Record',
  min: 0,
  max: 1,
  children: [one('algorithm', 'String'), one('value', 'String')],
};
