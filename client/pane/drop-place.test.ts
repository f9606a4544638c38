import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { apply } from '../../shared/edits/apply.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { treeRows } from '../ui/tree-rows.ts';
import { dropPlace } from './drop-place.ts';
import type { PaneNode } from './node.ts';
import { workflowNodes } from './workflow-nodes.ts';

const operation = (id: string) => ({ id, name: id, steps: [] });
const project: Project = {
  ...emptyProject('P'),
  workflows: [
    { id: 'wfl_a', name: 'A', operationIds: ['opn_1', 'opn_2', 'opn_3'] },
    { id: 'wfl_b', name: 'B', operationIds: [] },
  ],
  operations: { opn_1: operation('opn_1'), opn_2: operation('opn_2'), opn_3: operation('opn_3') },
};
// 0 A · 1 opn_1 · 2 opn_2 · 3 opn_3 · 4 B
const nodes = workflowNodes(project, descriptors);
const rows = treeRows<PaneNode>(nodes, () => true);

const drop = (id: string, offset: number, others: string[] = []) => {
  const dragged = rows.find(({ node }) => node.id === id)?.node;
  if (!dragged) throw new Error(`no row ${id}`);
  const place = dropPlace({ node: dragged, others }, rows, offset, project, descriptors);
  const after = place?.edit ? apply(project, place.edit) : project;
  return {
    line: place?.line,
    order: after.workflows.map((workflow) => [workflow.id, ...workflow.operationIds].join(' ')),
  };
};

test('an operation goes above or below the one the pointer is on', () => {
  expect(drop('opn_1', 3.2)).toEqual({ line: 3, order: ['wfl_a opn_2 opn_1 opn_3', 'wfl_b'] });
  expect(drop('opn_1', 3.8)).toEqual({ line: 4, order: ['wfl_a opn_2 opn_3 opn_1', 'wfl_b'] });
  expect(drop('opn_3', 1.2)).toEqual({ line: 1, order: ['wfl_a opn_3 opn_1 opn_2', 'wfl_b'] });
  expect(drop('opn_2', 2.4).order).toEqual(['wfl_a opn_1 opn_2 opn_3', 'wfl_b']);
});

test('an operation goes into another workflow when it is let go on its row', () => {
  expect(drop('opn_2', 4.5)).toEqual({ line: 5, order: ['wfl_a opn_1 opn_3', 'wfl_b opn_2'] });
  expect(drop('opn_2', 99).order).toEqual(['wfl_a opn_1 opn_3', 'wfl_b opn_2']);
});

test('a workflow goes before or after the others, with its operations', () => {
  expect(drop('wfl_b', 0.4)).toEqual({ line: 0, order: ['wfl_b', 'wfl_a opn_1 opn_2 opn_3'] });
  expect(drop('wfl_a', 4.9)).toEqual({ line: 5, order: ['wfl_b', 'wfl_a opn_1 opn_2 opn_3'] });
  expect(drop('wfl_a', 1)).toEqual({ line: 0, order: ['wfl_a opn_1 opn_2 opn_3', 'wfl_b'] });
});

test('the operations that are selected with it go along, in their order', () => {
  expect(drop('opn_3', 4.5, ['opn_1']).order).toEqual(['wfl_a opn_2', 'wfl_b opn_1 opn_3']);
  expect(drop('opn_1', 3.8, ['opn_2']).order).toEqual(['wfl_a opn_3 opn_1 opn_2', 'wfl_b']);
});
