import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { problems } from '../../shared/checks/problems.ts';
import { apply } from '../../shared/edits/apply.ts';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { type DeployNode, deployable, deployTree, matching, tickOf, toggled } from './deploy-tree.ts';

function treeOf(project: Project): DeployNode[] {
  return deployTree(project, problems(project, { descriptors, knownVariable: () => true }));
}

function emptied(project: Project, operationId: string): Project {
  const steps = project.operations[operationId]?.steps ?? [];
  return steps.reduce((next, step) => apply(next, { type: 'step.remove', stepId: step.id }), project);
}

function only(nodes: readonly DeployNode[], id: string): DeployNode {
  const found = nodes.flatMap((node) => [node, ...node.children]).find((node) => node.id === id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
}

test('has workflows with their operations, and apart those that are in none', () => {
  const project = apply(sampleProject(3), { type: 'operation.remove', operationId: 'opn_1' });
  const [workflow, loose] = treeOf(project);
  expect(workflow?.children.map(({ name }) => name)).toEqual(['1.0 Copy invoices 0', '1.1 Copy invoices 2']);
  expect(loose).toMatchObject({ name: 'In no workflow', children: [{ id: 'opn_1', name: 'Copy invoices 1' }] });
  expect(treeOf(sampleProject(3))).toHaveLength(1);
});

test('what is invalid says why and cannot be ticked, and neither can what runs it', () => {
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: 'opn_2' } };
  const linked = apply(sampleProject(3), { type: 'action.add', operationId: 'opn_0', action });
  const nodes = treeOf(emptied(linked, 'opn_2'));
  expect(only(nodes, 'opn_2').blocked).toContain('Copy invoices 2');
  expect(only(nodes, 'opn_0').blocked).toBe('It runs “Copy invoices 2”, which can’t be deployed.');
  expect(only(nodes, 'opn_0').problems.map(({ code }) => code)).toEqual(['operation-empty']);
  expect(only(nodes, 'opn_1').blocked).toBeNull();
  const [workflow] = nodes;
  expect(workflow && deployable(workflow)).toEqual(['opn_1']);
  expect(workflow && [...toggled(workflow, new Set())]).toEqual(['opn_1']);
});

test('a workflow is ticked, not ticked or mixed as what is in it; a click ticks all, and another one none', () => {
  const [workflow] = treeOf(sampleProject(5));
  if (!workflow) throw new Error('no workflow');
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 4 })), (numbers) => {
      const ticked = new Set(numbers.map((number) => `opn_${number}`));
      const expected = ticked.size === 0 ? false : ticked.size === 5 ? true : 'mixed';
      expect(tickOf(workflow, ticked)).toBe(expected);
      expect(toggled(workflow, ticked).size).toBe(expected === true ? 0 : 5);
    }),
  );
});

test('a search keeps what is above what it finds', () => {
  const nodes = treeOf(sampleProject(12));
  expect(matching(nodes, 'invoices 11')).toMatchObject([{ kind: 'workflow', children: [{ id: 'opn_11' }] }]);
  expect(matching(nodes, 'main')[0]?.children).toHaveLength(12);
  expect(matching(nodes, 'nothing of this')).toEqual([]);
});
