import { expect, test } from 'vitest';
import { nextIndex, type TreeNode, treeRows, typeAhead } from './tree-rows.ts';

interface Node extends TreeNode {
  children: readonly Node[];
}

const leaf = (id: string): Node => ({ id, name: id, children: [] });
const roots: Node[] = [
  { id: 'apple', name: 'apple', children: [leaf('core'), leaf('peel')] },
  { id: 'bag', name: 'bag', children: [], isBranch: true },
  leaf('cup'),
];
const open = treeRows(roots, (node) => node.id === 'apple');

test('shows what stands under open nodes, with its level and place', () => {
  expect(
    open.map(({ node, level, position, siblings, expanded }) => [node.id, level, position, siblings, expanded]),
  ).toEqual([
    ['apple', 1, 1, 3, true],
    ['core', 2, 1, 2, null],
    ['peel', 2, 2, 2, null],
    ['bag', 1, 2, 3, false],
    ['cup', 1, 3, 3, null],
  ]);
  expect(treeRows(roots, () => false).map(({ node }) => node.id)).toEqual(['apple', 'bag', 'cup']);
});

test('keys lead to the neighbours, the first child, the parent and the ends', () => {
  const from = (index: number, key: string) => nextIndex(open, index, key, 3);
  expect(from(0, 'ArrowDown')).toBe(1);
  expect(from(4, 'ArrowDown')).toBe(4);
  expect(from(0, 'ArrowUp')).toBe(0);
  expect(from(0, 'ArrowRight')).toBe(1);
  expect(from(3, 'ArrowRight')).toBe(3);
  expect(from(2, 'ArrowLeft')).toBe(0);
  expect(from(0, 'ArrowLeft')).toBe(0);
  expect(from(1, 'End')).toBe(4);
  expect(from(3, 'Home')).toBe(0);
  expect(from(0, 'PageDown')).toBe(3);
});

test('typing goes to the next name that starts so, and round', () => {
  expect(typeAhead(open, 0, 'c')).toBe(1);
  expect(typeAhead(open, 1, 'c')).toBe(4);
  expect(typeAhead(open, 4, 'C')).toBe(1);
  expect(typeAhead(open, 1, 'cu')).toBe(4);
  expect(typeAhead(open, 0, 'z')).toBe(-1);
});

test('what is known of nodes that stayed the same is taken from before; what changed shows', () => {
  const isOpen = () => true;
  const known = new WeakMap();
  const before = treeRows(roots, isOpen, known);
  const [apple, ...rest] = roots;
  if (!apple) throw new Error('there is no apple');
  const after = treeRows([...rest, { ...apple, name: 'pear', children: [leaf('stem')] }], isOpen, known);
  expect(after.map(({ node, level, position }) => [node.name, level, position])).toEqual([
    ['bag', 1, 1],
    ['cup', 1, 2],
    ['pear', 1, 3],
    ['stem', 2, 1],
  ]);
  expect(treeRows(roots, isOpen, known)).toEqual(before);
});
