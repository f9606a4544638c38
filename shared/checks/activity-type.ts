import type { ActivityType, Descriptor } from '../connector.ts';
import type { Activity } from '../project/activity.ts';
import type { Project } from '../project/project.ts';

/** The descriptor's activity type of an activity; null when its connector does not know it. */
export function activityTypeOf(
  activity: Activity,
  project: Project,
  descriptors: readonly Descriptor[],
): ActivityType | null {
  const connector = project.connections[activity.connectionId]?.connector;
  const descriptor = descriptors.find((candidate) => candidate.id === connector);
  return descriptor?.activityTypes.find((type) => type.id === activity.type) ?? null;
}
