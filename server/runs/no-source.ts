import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { ConnectorCatalog } from '../connectors/catalog.ts';
import type { RunRow } from './row.ts';

/** Whether the operation looks for source objects, by a list, and its run has found none. */
export function foundNothing(
  { descriptors }: Pick<ConnectorCatalog, 'descriptors'>,
  snapshot: Snapshot,
  { steps }: Pick<RunRow, 'steps'>,
): boolean {
  const lists = snapshot.operation.steps.filter(({ componentId }) => {
    const activity = snapshot.activities[componentId];
    const connection = activity && snapshot.connections[activity.connectionId];
    const descriptor = descriptors.find(({ id }) => id === connection?.connector);
    return descriptor?.activityTypes.some(({ id, role }) => id === activity?.type && role === 'list') === true;
  });
  const found = new Map(steps.map(({ stepId, objects }) => [stepId, objects]));
  return lists.length > 0 && lists.every(({ id }) => (found.get(id) ?? 0) === 0);
}
