import type { Activity } from '../../shared/project/activity.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Group, GroupMember } from '../../shared/project/group.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { CATEGORY_NAMES, type Category } from '../state/menu-target.ts';
import { byName, nameOrder } from './by-name.ts';
import type { PaneNode } from './node.ts';
import { activityLook, connectorName } from './workflow-nodes.ts';

/**
 * The tree of the **Components** tab: the categories whose kinds exist, in the documented order, each with its count.
 * *Endpoints* nests connector → connection → activities.
 */
export function componentNodes(project: Project): PaneNode[] {
  return [groups(project), endpoints(project), operations(project)];
}

const activitiesByName = nameOrder<Activity>();
const connectionsByName = nameOrder<Connection>();
const operationsByName = nameOrder<Operation>();

/** What an empty category teaches. */
const HINTS: Readonly<Record<Category, string>> = {
  groups: 'Add to group, in a component’s menu, makes one',
  endpoints: 'Choose a connector in the palette',
  operations: 'Drag an activity onto the canvas',
};

function category(id: Category, count: number, children: readonly PaneNode[]): PaneNode {
  return {
    id: `category-${id}`,
    kind: 'category',
    name: CATEGORY_NAMES[id],
    category: id,
    item: null,
    isBranch: true,
    count,
    children: children.length > 0 ? children : [hint(`hint-${id}`, HINTS[id])],
  };
}

function hint(id: string, name: string): PaneNode {
  return { id, kind: 'hint', name, item: null, children: [] };
}

function groups(project: Project): PaneNode {
  const list = Object.values(project.groups);
  return category(
    'groups',
    list.length,
    list.toSorted(byName).map((group) => groupNode(group, project)),
  );
}

function groupNode(group: Group, project: Project): PaneNode {
  const members = group.members.flatMap((member) => memberNode(member, group.id, project));
  return {
    id: group.id,
    kind: 'group',
    name: group.name,
    item: null,
    isBranch: true,
    count: members.length,
    children: members.length > 0 ? members : [hint(`hint-${group.id}`, 'Drag a component onto the group')],
  };
}

function memberNode({ kind, id }: GroupMember, groupId: string, project: Project): PaneNode[] {
  const component = kind === 'operation' ? project.operations[id] : project.activities[id];
  if (!component) return [];
  const node = 'steps' in component ? operationNode(component) : activityNode(component, project);
  return [{ ...node, id: `${groupId}/${id}`, groupId }];
}

function endpoints(project: Project): PaneNode {
  const activities = Map.groupBy(activitiesByName(project.activities), (activity) => activity.connectionId);
  const connections = Map.groupBy(connectionsByName(project.connections), (connection) => connection.connector);
  const nodes = Array.from(
    connections,
    ([connector, list]): PaneNode => ({
      id: `connector-${connector}`,
      kind: 'connector',
      name: connectorName(connector),
      item: null,
      connector,
      count: list.length,
      children: list.map(
        (connection): PaneNode => ({
          id: connection.id,
          kind: 'connection',
          name: connection.name,
          item: { kind: 'connection', id: connection.id },
          connector,
          isGrey: !activities.has(connection.id),
          children: (activities.get(connection.id) ?? []).map((activity) => activityNode(activity, project)),
        }),
      ),
    }),
  );
  return category('endpoints', Object.keys(project.connections).length, nodes.toSorted(byName));
}

function operations(project: Project): PaneNode {
  const list = operationsByName(project.operations);
  return category('operations', list.length, list.map(operationNode));
}

function activityNode(activity: Activity, project: Project): PaneNode {
  return {
    ...activityLook(activity, project),
    id: activity.id,
    kind: 'activity',
    item: { kind: 'activity', id: activity.id },
    children: [],
  };
}

function operationNode({ id, name }: Operation): PaneNode {
  return { id, kind: 'operation', name, item: { kind: 'operation', id }, children: [] };
}
