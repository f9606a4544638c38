import type { SchemaNode } from '../../shared/connector.ts';

/** A schema's node as trees take it: its id is the path of names that leads to it. */
export interface SchemaItem {
  id: string;
  name: string;
  node: SchemaNode;
  children: readonly SchemaItem[];
}

export function schemaItems(nodes: readonly SchemaNode[], path = ''): SchemaItem[] {
  return nodes.map((node) => {
    const id = `${path}/${node.name}`;
    return { id, name: node.name, node, children: schemaItems(node.children ?? [], id) };
  });
}

/** How a node is written: `[0, *] metadata (Record)`. */
export function nodeText({ min, max, name, type }: SchemaNode): string {
  return `[${min}, ${max}] ${name} (${type})`;
}
