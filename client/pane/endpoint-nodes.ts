import { remember } from '../../shared/checks/remember.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Project } from '../../shared/project/project.ts';
import { byName, nameOrder } from './by-name.ts';
import type { PaneNode } from './node.ts';
import { activityLook } from './workflow-nodes.ts';

const activitiesByName = nameOrder<Activity>();
const connectionsByName = nameOrder<Connection>();

const NONE: readonly PaneNode[] = [];

const remembered = remember<Project['activities'], readonly PaneNode[]>();

/** *Endpoints*: connector → connection → activities. */
export function endpointNodes(project: Project, descriptors: readonly Descriptor[]): readonly PaneNode[] {
  return remembered(project.activities, [project.connections, descriptors], () => nodesOf(project, descriptors));
}

function nodesOf(project: Project, descriptors: readonly Descriptor[]): PaneNode[] {
  const activities = Map.groupBy(activitiesByName(project.activities), (activity) => activity.connectionId);
  const connections = Map.groupBy(connectionsByName(project.connections), (connection) => connection.connector);
  return Array.from(
    connections,
    ([connector, list]): PaneNode => ({
      id: `connector-${connector}`,
      kind: 'connector',
      name: descriptors.find(({ id }) => id === connector)?.name ?? connector,
      item: null,
      connector,
      count: list.length,
      children: list.map((connection) =>
        connectionNode(connection, activities.get(connection.id) ?? [], project, descriptors),
      ),
    }),
  ).toSorted(byName);
}

const connectionNodes = remember<Connection, PaneNode>();
const activityNodes = remember<Activity, PaneNode>();
/** The activities of each connection as they were listed last. */
const lists = new WeakMap<Connection, readonly PaneNode[]>();

/** A connection's row, the same object for as long as nothing of it and of its activities has changed. */
function connectionNode(
  connection: Connection,
  activities: readonly Activity[],
  project: Project,
  descriptors: readonly Descriptor[],
): PaneNode {
  const children = sameList(
    lists.get(connection),
    activities.map((activity) => activityNode(activity, project, descriptors)),
  );
  lists.set(connection, children);
  return connectionNodes(connection, [children], () => ({
    id: connection.id,
    kind: 'connection',
    name: connection.name,
    item: { kind: 'connection', id: connection.id },
    connector: connection.connector,
    isGrey: children.length === 0,
    children,
  }));
}

/** An activity's row in the **Components** tab. */
export function activityNode(activity: Activity, project: Project, descriptors: readonly Descriptor[]): PaneNode {
  return activityNodes(activity, [project.connections[activity.connectionId]?.connector, descriptors], () => ({
    ...activityLook(activity, project, descriptors),
    id: activity.id,
    kind: 'activity',
    item: { kind: 'activity', id: activity.id },
    children: NONE,
  }));
}

/** The list from before, when the new one has the same in it. */
export function sameList<T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] {
  return before?.length === after.length && after.every((one, index) => one === before[index]) ? before : after;
}
