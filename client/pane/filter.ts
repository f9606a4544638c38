import type { Filter } from '../state/pane-slice.ts';
import type { PaneNode } from './node.ts';

export const FILTER_NAMES: Readonly<Record<Filter, string>> = {
  all: 'All',
  undeployed: 'Undeployed',
  orphaned: 'Orphaned',
  invalid: 'Invalid',
};

/** What there is to learn where a filter finds nothing. */
export const NOTHING_FOUND: Readonly<Record<Exclude<Filter, 'all'>, { title: string; text: string }>> = {
  undeployed: {
    title: 'Everything is deployed',
    text: 'Once its design differs from what is deployed, a component shows here and its name is blue.',
  },
  orphaned: {
    title: 'Nothing is orphaned',
    text: 'Components to which nothing refers show here. Delete unused, in a category’s menu, clears them away.',
  },
  invalid: {
    title: 'Nothing is invalid',
    text: 'What can’t be deployed as it is shows here in red, with what is wrong and how to mend it.',
  },
};

/**
 * The components that pass, with the rows above them. Counts follow: they are of the components that pass (custom groups
 * count themselves). A category or group without any goes.
 */
export function filtered(nodes: readonly PaneNode[], passes: (node: PaneNode) => boolean): readonly PaneNode[] {
  return nodes.flatMap((node) => {
    const children = filtered(node.children, passes);
    if (children.length === 0 && !(node.item !== null && passes(node))) return [];
    const kept = { ...node, children };
    if (node.count === undefined) return [kept];
    return [{ ...kept, count: node.category === 'groups' ? children.length : passing(children, passes) }];
  });
}

function passing(nodes: readonly PaneNode[], passes: (node: PaneNode) => boolean): number {
  let count = 0;
  for (const node of nodes) count += (node.item !== null && passes(node) ? 1 : 0) + passing(node.children, passes);
  return count;
}
