import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import type { ActivityRole, Descriptor } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';

/** The connection that the sample project comes with, to a storage of the product's own. */
export const SAMPLE_CONNECTION_ID: Id = 'con_sample';

/** How far a person has come with a storage of their own. */
export interface FirstSteps {
  /** A connection to a storage of their own. */
  connectionId: Id | null;
  /** An operation that moves data from a source to a target, one of which is theirs. */
  operationId: Id | null;
  /** It has been run. */
  hasRun: boolean;
}

/** What of the first steps is done. `lastRun`: the newest run of each operation that somebody asked for. */
export function firstSteps(
  project: Project,
  descriptors: readonly Descriptor[],
  lastRun: Readonly<Record<Id, Id>>,
): FirstSteps {
  const own = Object.keys(project.connections).filter((id) => id !== SAMPLE_CONNECTION_ID);
  const operations = Object.values(project.operations).filter((operation) =>
    isOwnTransfer(operation, project, own, descriptors),
  );
  const run = operations.find(({ id }) => lastRun[id] !== undefined);
  return {
    connectionId: own[0] ?? null,
    operationId: (run ?? operations[0])?.id ?? null,
    hasRun: run !== undefined,
  };
}

/** What to draw with one's own connection, such as `Get → Put`: the verbs of what reads from it and of what writes to it. */
export function transferWords(project: Project, descriptors: readonly Descriptor[], connectionId: Id | null): string {
  const connector = project.connections[connectionId ?? '']?.connector;
  const { activityTypes = [] } = descriptors.find(({ id }) => id === connector) ?? descriptors[0] ?? {};
  const verbOf = (role: ActivityRole) => activityTypes.find((type) => type.role === role)?.name.split(' ')[0];
  return [verbOf('source'), verbOf('target')].filter((verb) => verb !== undefined).join(' → ');
}

function isOwnTransfer(
  operation: Operation,
  project: Project,
  own: readonly Id[],
  descriptors: readonly Descriptor[],
): boolean {
  const activities = operation.steps.flatMap(({ componentId }) => project.activities[componentId] ?? []);
  const roles = activities.map((activity) => activityTypeOf(activity, project, descriptors)?.role);
  const source = roles.indexOf('source');
  return (
    source >= 0 && roles.includes('target', source) && activities.some(({ connectionId }) => own.includes(connectionId))
  );
}
