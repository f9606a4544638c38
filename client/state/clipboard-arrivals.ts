import type { SimpleEdit } from '../../shared/edits/edit.ts';
import type { Connection } from '../../shared/project/connection.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { copyName, nameKey } from '../../shared/project/name.ts';
import type { Project } from '../../shared/project/project.ts';
import { type Clipboard, withoutSecrets } from './clipboard-data.ts';

/** The components that come into a project by one paste. */
export interface Arrivals {
  /** What makes them, in an order in which each finds what it needs. */
  readonly edits: SimpleEdit[];
  /** The connections that are new in the project: without their secrets. */
  readonly connections: Connection[];
  /** The id, in the project, of a copy of an activity of the clipboard; asked twice, it is the same copy. */
  copyOf(activityId: Id): Id;
  /** The id of the activity itself: the one of the project, or, when it is there no longer, it comes back. */
  sameAs(activityId: Id): Id;
  /** The id of the connection of the project that stands for one of the clipboard. */
  connectionFor(connectionId: Id): Id;
}

/** Starts with nothing: what is asked for comes in. */
export function arrivals(project: Project, clipboard: Clipboard): Arrivals {
  const edits: SimpleEdit[] = [];
  const connections: Connection[] = [];
  const copies = new Map<Id, Id>();
  const returned = new Map<Id, Id>();
  const bound = new Map<Id, Id>();
  const names = Object.values(project.activities).map(({ type, name }) => ({ type, name }));
  const isHome = clipboard.projectId === project.id;

  const create = (activityId: Id, id: Id): Id => {
    const activity = clipboard.activities[activityId];
    if (!activity) throw new Error(`the clipboard has no activity ${activityId}`);
    const rivals = names.filter((other) => other.type === activity.type).map((other) => other.name);
    const name = arrivingName(activity.name, rivals);
    names.push({ type: activity.type, name });
    const connectionId = connectionFor(activity.connectionId);
    const settings = withoutSecrets(activity.settings);
    edits.push({ type: 'activity.create', activity: { ...activity, id, name, connectionId, settings } });
    return id;
  };

  const connectionFor = (connectionId: Id): Id => {
    if (isHome && Object.hasOwn(project.connections, connectionId)) return connectionId;
    const known = bound.get(connectionId);
    const wanted = clipboard.connections[connectionId];
    if (known !== undefined) return known;
    if (!wanted) throw new Error(`the clipboard has no connection ${connectionId}`);
    const id = findAlike(project, wanted)?.id ?? arrive(wanted);
    bound.set(connectionId, id);
    return id;
  };

  const arrive = (wanted: Connection): Id => {
    const rivals = [...Object.values(project.connections), ...connections]
      .filter((other) => other.connector === wanted.connector)
      .map((other) => other.name);
    const connection: Connection = {
      ...wanted,
      id: isHome ? wanted.id : newId('con'),
      name: arrivingName(wanted.name, rivals),
      settings: withoutSecrets(wanted.settings),
    };
    connections.push(connection);
    edits.push({ type: 'connection.create', connection });
    return connection.id;
  };

  return {
    edits,
    connections,
    connectionFor,
    copyOf: (activityId) => remembered(copies, activityId, () => create(activityId, newId('act'))),
    sameAs: (activityId) =>
      isHome && Object.hasOwn(project.activities, activityId)
        ? activityId
        : remembered(returned, activityId, () => create(activityId, isHome ? activityId : newId('act'))),
  };
}

/** Its own name when nobody has it here (it comes from another project, or back into this one), else `X - Copy`. */
export function arrivingName(name: string, taken: readonly string[]): string {
  const key = nameKey(name);
  return taken.some((other) => nameKey(other) === key) ? copyName(name, taken) : name;
}

/** The connection of the project that is the same but for its secrets, so that a second paste brings no second connection. */
function findAlike(project: Project, wanted: Connection): Connection | undefined {
  const fingerprint = plainSettings(wanted);
  return Object.values(project.connections).find(
    (one) => one.connector === wanted.connector && one.name === wanted.name && plainSettings(one) === fingerprint,
  );
}

function plainSettings({ settings }: Connection): string {
  return JSON.stringify(Object.entries(withoutSecrets(settings)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function remembered(known: Map<Id, Id>, id: Id, make: () => Id): Id {
  const found = known.get(id) ?? make();
  known.set(id, found);
  return found;
}
