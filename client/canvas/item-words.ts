import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import type { ItemWords } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Designer } from '../state/designer.ts';

export const OBJECTS: ItemWords = { one: 'object', many: 'objects' };

/** What is counted between two steps: what a list gives, else what arrives. */
export function itemWords(
  { project, descriptors }: Pick<Designer, 'project' | 'descriptors'>,
  operationId: Id,
  fromStepId: Id,
  toStepId: Id,
): ItemWords {
  const activityOf = (stepId: Id) => {
    const step = project?.operations[operationId]?.steps.find(({ id }) => id === stepId);
    return project?.activities[step?.componentId ?? ''];
  };
  const from = activityOf(fromStepId);
  const isList = project && from && activityTypeOf(from, project, descriptors)?.role === 'list';
  const counted = isList ? from : activityOf(toStepId);
  const connector = project?.connections[counted?.connectionId ?? '']?.connector;
  return descriptors.find(({ id }) => id === connector)?.items ?? OBJECTS;
}
