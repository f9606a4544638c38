import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { apply } from '../../shared/edits/apply.ts';
import type { Edit } from '../../shared/edits/edit.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { treeRows } from '../ui/tree-rows.ts';
import { componentNodes } from './component-nodes.ts';
import type { PaneNode } from './node.ts';
import { searched } from './search.ts';
import { workflowNodes } from './workflow-nodes.ts';

const OPERATIONS = 2_500;
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}_${index}`);

function bigProject(): Project {
  const connections = ids('con', 10).map((id) => ({ id, connector: 'amazon-s3', name: id, settings: {} }));
  const activities = ids('act', OPERATIONS * 3).map((id, index) => ({
    id,
    type: index % 3 === 2 ? 'put-object' : 'get-object',
    connectionId: `con_${index % 10}`,
    name: `Activity ${index}`,
    settings: {},
    configured: true,
  }));
  const operations = ids('opn', OPERATIONS).map((id, index) => ({
    id,
    name: `Operation ${index}`,
    steps: [0, 1, 2].map((at) => ({
      id: `stp_${index}-${at}`,
      kind: 'activity' as const,
      componentId: `act_${index * 3 + at}`,
    })),
  }));
  const record = <T extends { id: string }>(things: readonly T[]) =>
    Object.fromEntries(things.map((one) => [one.id, one]));
  return {
    ...emptyProject('Big'),
    workflows: [{ id: 'wfl_a', name: 'All', operationIds: operations.map(({ id }) => id) }],
    operations: record(operations),
    activities: record(activities),
    connections: record(connections),
  };
}

const project = bigProject();
const all = (nodes: readonly PaneNode[]): PaneNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
const always = () => true;

/** How many rows of both trees an edit makes anew. */
function newRows(edit: Edit): { components: number; workflows: number } {
  const changed = apply(project, edit);
  const made = (tree: typeof componentNodes) => {
    const before = new Set(all(tree(project, descriptors)));
    return all(tree(changed, descriptors)).filter((node) => !before.has(node)).length;
  };
  return { components: made(componentNodes), workflows: made(workflowNodes) };
}

test('of 10,000 components an edit makes only the rows anew that it changes, and those above them', () => {
  const operation = newRows({ type: 'operation.rename', operationId: 'opn_7', name: 'Other' });
  expect(operation).toEqual({ components: 2, workflows: 2 });
  const activity = project.activities.act_7;
  if (!activity) throw new Error('there is no such activity');
  const renamed = newRows({ type: 'activity.change', activity: { ...activity, name: 'Other' } });
  expect(renamed).toEqual({ components: 4, workflows: 3 });
});

test('what is searched for among 10,000 components leaves its rows and those above them, all of them open', () => {
  const rows = treeRows(searched(componentNodes(project, descriptors), 'tion 999'), always);
  expect(rows.map(({ node }) => node.name)).toEqual(['Operations', 'Operation 999']);
  const found = treeRows(searched(componentNodes(project, descriptors), 'activity 999'), always);
  expect(found.map(({ node, level }) => [node.name, level])).toEqual([
    ['Endpoints', 1],
    ['Amazon S3', 2],
    ['con_9', 3],
    ['Activity 999', 4],
  ]);
});
