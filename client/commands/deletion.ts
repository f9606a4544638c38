import { type Dependant, dependencies, keyOf, type Reference, usedBy } from '../../shared/checks/dependencies.ts';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { nameOf } from '../state/item-name.ts';

/** What goes beside what was chosen. */
export interface DeleteChoices {
  /** A workflow's operations go with it, as far as nothing else needs them. */
  operationsToo: boolean;
  /** What only the deleted operations referred to goes with them. */
  unreferencedToo: boolean;
}

export interface DeletePlan {
  label: string;
  edit: Edit;
  /** Everything that is destroyed, what was chosen first. */
  gone: readonly Reference[];
}

/**
 * What keeps things from being deleted: what needs one of them, and is not one of them. Workflows never do: they hold their
 * operations, which are taken out of them.
 */
export function blockers(project: Project, things: readonly Reference[]): Dependant[] {
  const chosen = new Set(things.map(keyOf));
  const found = things
    .flatMap((thing) => usedBy(project, thing))
    .filter((user) => user.kind !== 'workflow' && !chosen.has(keyOf(user)));
  return [...new Set(found)];
}

/** The operations of the workflows among these things: those that can go with them, and those that something else needs. */
export function operationsOf(
  project: Project,
  things: readonly Reference[],
): { going: readonly Reference[]; staying: readonly Reference[] } {
  const all = things
    .filter(({ kind }) => kind === 'workflow')
    .flatMap((thing) => dependencies(project).dependsOn(thing));
  const going = new Set([...all, ...things].map(keyOf));
  const staying = new Set<string>();
  const stay = (operation: Reference) => {
    if (!going.delete(keyOf(operation))) return;
    staying.add(keyOf(operation));
    for (const needed of dependencies(project).dependsOn(operation)) if (needed.kind === 'operation') stay(needed);
  };
  for (const operation of all)
    if (usedBy(project, operation).some((user) => user.kind !== 'workflow' && !going.has(keyOf(user)))) stay(operation);
  return {
    going: all.filter((operation) => going.has(keyOf(operation))),
    staying: all.filter((operation) => staying.has(keyOf(operation))),
  };
}

/** The activities to which nothing would refer any more once these things are gone. Connections stay: they are made to be used again. */
export function leftBehind(project: Project, gone: readonly Reference[]): Dependant[] {
  const graph = dependencies(project);
  const keys = new Set(gone.map(keyOf));
  const referred = new Set(
    gone.flatMap((thing) => graph.dependsOn(thing)).filter(({ kind }) => LEAVES_WITH_ITS_USERS.has(kind)),
  );
  return [...referred].filter(
    (thing) => !keys.has(keyOf(thing)) && graph.usedBy(thing).every((user) => keys.has(keyOf(user))),
  );
}

const LEAVES_WITH_ITS_USERS: ReadonlySet<Reference['kind']> = new Set(['activity']);

/** The edit that destroys things and what else was chosen, as one gesture; null when none of them is there any more. */
export function planDelete(project: Project, things: readonly Reference[], choices: DeleteChoices): DeletePlan | null {
  const there = things.filter((thing) => nameOf(thing, project) !== null);
  const [first] = there;
  if (!first) return null;
  const withOperations = choices.operationsToo ? union(there, operationsOf(project, there).going) : there;
  const gone = choices.unreferencedToo ? union(withOperations, leftBehind(project, withOperations)) : withOperations;
  const what = there.length === 1 ? nameOf(first, project) : `${there.length} items`;
  return { label: `Delete ${what}`, edit: batch(deletions(project, gone)), gone };
}

function union(a: readonly Reference[], b: readonly Reference[]): Reference[] {
  return [...new Map([...a, ...b].map((thing) => [keyOf(thing), thing])).values()];
}

/** Users go before what they use, so that no edit of the row is refused. */
function deletions(project: Project, gone: readonly Reference[]): SimpleEdit[] {
  const ids = (kind: Reference['kind']) => gone.filter((thing) => thing.kind === kind).map(({ id }) => id);
  const workflows = new Set(ids('workflow'));
  return [
    ...ids('workflow').map((workflowId): SimpleEdit => ({ type: 'workflow.delete', workflowId })),
    ...usersFirst(project, ids('operation')).flatMap((operationId): SimpleEdit[] => {
      const place = placeOf(project, operationId);
      const stands = place !== null && !workflows.has(place.workflowId);
      return [
        ...(stands ? [{ type: 'operation.remove' as const, operationId }] : []),
        { type: 'operation.delete', operationId },
      ];
    }),
    ...ids('activity').map((activityId): SimpleEdit => ({ type: 'activity.delete', activityId })),
    ...ids('connection').map((connectionId): SimpleEdit => ({ type: 'connection.delete', connectionId })),
    ...ids('email').map((emailId): SimpleEdit => ({ type: 'email.delete', emailId })),
    ...ids('schedule').map((scheduleId): SimpleEdit => ({ type: 'schedule.delete', scheduleId })),
    ...ids('variable').map((variableId): SimpleEdit => ({ type: 'variable.delete', variableId })),
  ];
}

/** Operations in an order in which each comes after those whose actions run it; they never run one another in a circle. */
function usersFirst(project: Project, operationIds: readonly string[]): string[] {
  const waiting = new Set(operationIds);
  const ordered: string[] = [];
  const visit = (id: string) => {
    if (!waiting.delete(id)) return;
    for (const user of usedBy(project, { kind: 'operation', id })) if (user.kind === 'operation') visit(user.id);
    ordered.push(id);
  };
  for (const id of operationIds) visit(id);
  return ordered;
}
