import { dependencies } from '../../shared/checks/dependencies.ts';
import { globalsOf } from '../../shared/checks/globals.ts';
import type { Problem } from '../../shared/checks/problem.ts';
import { remember } from '../../shared/checks/remember.ts';
import type { Id } from '../../shared/project/id.ts';
import { emailsSent, type Operation, runsNext } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { KINDS } from './kinds.ts';
import { type PaneNode, thingId } from './node.ts';

/** What the rows of the trees are marked by: each row's marks are found when it is drawn. */
export interface Marks {
  project: Project;
  /** An item's own errors. */
  errors: ReadonlyMap<Id, readonly Problem[]>;
}

const errorsOf = remember<readonly Problem[], Marks['errors']>();

export function marksOf(project: Project, problems: readonly Problem[]): Marks {
  const byItem = () =>
    Map.groupBy(
      problems.filter(({ severity }) => severity === 'error'),
      ({ item }) => item.id,
    );
  return { project, errors: errorsOf(problems, [], byItem) };
}

/**
 * How many steps refer to an activity, activities to a connection, workflows and actions to an operation, operations to an
 * e-mail and a schedule, and components to a variable, project or global; null for what is never referred to.
 */
export function referencesTo(node: PaneNode, { project }: Marks): number | null {
  if (!KINDS[node.kind].isReferredTo) return null;
  const id = thingId(node);
  if (node.kind === 'variable') return dependencies(project).usedBy({ kind: 'variable', id }).length;
  if (node.kind === 'global') return globalsOf(project).find(({ name }) => name === node.name)?.usedBy.length ?? 0;
  if (node.kind === 'connection') return fromActivities(project).get(id) ?? 0;
  const placed = node.kind === 'operation' ? (fromWorkflows(project).get(id) ?? 0) : 0;
  return placed + (fromOperations(project).get(id) ?? 0);
}

type Counts = ReadonlyMap<Id, number>;

const connectionCounts = remember<Project['activities'], Counts>();
const workflowCounts = remember<Project['workflows'], Counts>();
const operationCounts = remember<Project['operations'], Counts>();

function fromActivities({ activities }: Project): Counts {
  return connectionCounts(activities, [], () => counted(Object.values(activities).map((one) => one.connectionId)));
}

function fromWorkflows({ workflows }: Project): Counts {
  return workflowCounts(workflows, [], () => counted(workflows.flatMap(({ operationIds }) => operationIds)));
}

function fromOperations({ operations }: Project): Counts {
  return operationCounts(operations, [], () => counted(Object.values(operations).flatMap(namedBy)));
}

function namedBy(operation: Operation): Id[] {
  return [
    ...operation.steps.map(({ componentId }) => componentId),
    ...runsNext(operation).map(({ operationId }) => operationId),
    ...emailsSent(operation).map(({ emailId }) => emailId),
    ...(operation.scheduleId === undefined ? [] : [operation.scheduleId]),
  ];
}

function counted(ids: readonly Id[]): Counts {
  const counts = new Map<Id, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Whether a row's thing can't be deployed as it is: it is wrong itself, or needs something that is. */
export function isInvalid(node: PaneNode, { project, errors }: Marks): boolean {
  if (errors.size === 0) return false;
  const isWrong = (id: Id) => errors.has(id);
  const isActivityWrong = (id: Id) => isWrong(id) || isWrong(project.activities[id]?.connectionId ?? '');
  const id = thingId(node);
  if (isWrong(id)) return true;
  if (node.kind === 'activity') return isActivityWrong(id);
  if (node.kind === 'step') return isActivityWrong(node.componentId ?? '');
  const operation = node.kind === 'operation' ? project.operations[id] : undefined;
  if (!operation) return false;
  return (
    operation.steps.some((step) => isWrong(step.id) || isActivityWrong(step.componentId)) ||
    emailsSent(operation).some(({ emailId }) => isWrong(emailId)) ||
    isWrong(operation.scheduleId ?? '')
  );
}

/** What a row's marks say, for screen readers. */
export function describeMarks(node: PaneNode, marks: Marks | null, undeployed: boolean): string | undefined {
  if (!marks) return undefined;
  const references = referencesTo(node, marks);
  const errors = marks.errors.get(thingId(node))?.map(({ message }) => message);
  const parts = [
    ...(errors ?? (isInvalid(node, marks) ? ['Invalid.'] : [])),
    undeployed && 'Undeployed.',
    references === 0 && (node.isGrey ? 'No activity yet.' : 'Nothing refers to it.'),
    references !== null && references > 1 && `${references} references.`,
  ].filter((part) => typeof part === 'string');
  return parts.join(' ') || undefined;
}
