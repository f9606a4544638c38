import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Project } from '../../shared/project/project.ts';

/** What a step is, in words: `Get Object · Finance S3`; of a connector or a type that is not known, that. */
export function stepWhat(
  activity: Activity | undefined,
  type: ActivityType | null,
  project: Project | null,
  descriptors: readonly Descriptor[],
): string {
  const connection = project?.connections[activity?.connectionId ?? ''];
  if (!activity || !connection) return 'Activity · no connection';
  const isKnown = descriptors.some(({ id }) => id === connection.connector);
  const kind = isKnown ? `Unknown activity type “${activity.type}”` : `Unknown connector “${connection.connector}”`;
  return `${type?.name ?? kind} · ${connection.name}`;
}
