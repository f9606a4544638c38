import type { Project } from '../../shared/project/project.ts';
import type { PaneNode } from './node.ts';
import { activityLook, connectorName } from './workflow-nodes.ts';

/**
 * The tree of the **Components** tab: the categories whose kinds exist, in the documented order, each with its count.
 * *Endpoints* nests connector → connection → activities.
 */
export function componentNodes(project: Project): PaneNode[] {
  return [endpoints(project), operations(project)];
}

function endpoints(project: Project): PaneNode {
  const activities = Map.groupBy(Object.values(project.activities), (activity) => activity.connectionId);
  const connections = Map.groupBy(Object.values(project.connections), (connection) => connection.connector);
  return {
    id: 'category-endpoints',
    kind: 'category',
    name: 'Endpoints',
    item: null,
    isBranch: true,
    count: Object.keys(project.connections).length,
    children: Array.from(
      connections,
      ([connector, list]): PaneNode => ({
        id: `connector-${connector}`,
        kind: 'connector',
        name: connectorName(connector),
        item: null,
        connector,
        count: list.length,
        children: list.toSorted(byName).map(
          (connection): PaneNode => ({
            id: connection.id,
            kind: 'connection',
            name: connection.name,
            item: { kind: 'connection', id: connection.id },
            connector,
            isGrey: !activities.has(connection.id),
            children: (activities.get(connection.id) ?? []).toSorted(byName).map(
              (activity): PaneNode => ({
                ...activityLook(activity, project),
                id: activity.id,
                kind: 'activity',
                item: { kind: 'activity', id: activity.id },
                children: [],
              }),
            ),
          }),
        ),
      }),
    ).toSorted(byName),
  };
}

function operations(project: Project): PaneNode {
  const list = Object.values(project.operations);
  return {
    id: 'category-operations',
    kind: 'category',
    name: 'Operations',
    item: null,
    isBranch: true,
    count: list.length,
    children: list.toSorted(byName).map(({ id, name }) => ({
      id,
      kind: 'operation',
      name,
      item: { kind: 'operation', id },
      children: [],
    })),
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name);
}
