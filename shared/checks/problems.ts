import type { ActivityType, Descriptor } from '../connector.ts';
import type { Activity } from '../project/activity.ts';
import type { Connection } from '../project/connection.ts';
import type { Id } from '../project/id.ts';
import type { Operation } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { textSetting } from '../project/settings.ts';
import { actionProblems } from './action-problems.ts';
import { dependsOn, type Reference } from './dependencies.ts';
import { emailProblems } from './email-problems.ts';
import { allFields, type FieldProblem, fieldProblems } from './fields.ts';
import { nameProblems } from './name-problems.ts';
import { checkPattern, givenBy, passesEach, symbolOf } from './patterns.ts';
import type { ItemReference, Problem } from './problem.ts';
import { remember } from './remember.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { knownNames, variableProblems } from './variable-problems.ts';

/** What the checks need to know beside the project. */
export interface CheckContext {
  descriptors: readonly Descriptor[];
  /** Whether there is a variable of that name beside those of the project. */
  knownVariable(name: string): boolean;
}

/** The context, in which the variables of the project are known too; the same object while they are the same. */
function withVariablesOf(project: Project, context: CheckContext): CheckContext {
  return { ...context, knownVariable: knownNames(project, context.knownVariable) };
}

const ofConnection = remember<Connection, Problem[]>();
const ofActivity = remember<Activity, Problem[]>();
const ofOperation = remember<Operation, Problem[]>();

/** Everything that is wrong with a project's design: the same function in the browser, on every change, and on the server. */
export function problems(project: Project, given: CheckContext): Problem[] {
  const context = withVariablesOf(project, given);
  const { descriptors, knownVariable } = context;
  const connectionOf = (activityId: Id) => project.connections[project.activities[activityId]?.connectionId ?? ''];
  const connectorOf = (activityId: Id) => connectionOf(activityId)?.connector;
  return [
    ...project.workflows
      .filter((workflow) => workflow.operationIds.length === 0)
      .map((workflow) => emptyWorkflow(workflow.id, workflow.name)),
    ...Object.values(project.connections).flatMap((connection) => connectionProblems(connection, context)),
    ...Object.values(project.activities).flatMap((activity) =>
      ofActivity(activity, [descriptors, knownVariable, connectionOf(activity.id)], () =>
        activityProblems(activity, project, context),
      ),
    ),
    ...Object.values(project.operations).flatMap((operation) => {
      const ids = operation.steps.map((step) => step.componentId);
      const basis = [descriptors, ...ids.map((id) => project.activities[id]), ...ids.map(connectorOf)];
      return ofOperation(operation, basis, () => operationProblems(operation, project, context));
    }),
    ...actionProblems(project),
    ...scheduleProblems(project),
    ...emailProblems(project, knownVariable),
    ...variableProblems(project),
    ...nameProblems(project),
  ];
}

/** The errors that keep an operation from being deployed: its own, its steps', and those of the components that they need. */
export function deploymentErrors(all: readonly Problem[], project: Project, operationId: Id): Problem[] {
  const ids = new Set<Id>([operationId]);
  const needed: Reference[] = [{ kind: 'operation', id: operationId }];
  for (const thing of needed)
    for (const need of dependsOn(project, thing)) {
      // What it runs next is deployed, and checked, for itself.
      if (need.kind === 'operation' || ids.has(need.id)) continue;
      ids.add(need.id);
      needed.push(need);
    }
  return all.filter(
    (problem) =>
      problem.severity === 'error' &&
      // What is wrong with the connection itself is said once, not with each of its activities again.
      problem.code !== 'activity-connection-invalid' &&
      (problem.item.kind === 'step' ? problem.item.operationId === operationId : ids.has(problem.item.id)),
  );
}

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

function emptyWorkflow(id: Id, name: string): Problem {
  return {
    code: 'workflow-empty',
    severity: 'warning',
    item: { kind: 'workflow', id },
    message: `The workflow "${name}" has no operation.`,
    fix: 'Drag an activity onto its canvas to start an operation.',
  };
}

function connectionProblems(connection: Connection, context: CheckContext): Problem[] {
  return ofConnection(connection, [context.descriptors, context.knownVariable], () =>
    findConnectionProblems(connection, context),
  );
}

function findConnectionProblems(connection: Connection, context: CheckContext): Problem[] {
  const item: ItemReference = { kind: 'connection', id: connection.id };
  const descriptor = context.descriptors.find((candidate) => candidate.id === connection.connector);
  if (!descriptor)
    return [
      error(
        'connection-invalid',
        item,
        `The connection "${connection.name}" is of the unknown connector "${connection.connector}".`,
        'Install the connector, or delete the connection.',
      ),
    ];
  return fieldProblems(allFields(descriptor.connection.sections), connection.settings, context.knownVariable).map(
    (problem) =>
      fieldError(
        problem,
        'connection-invalid',
        item,
        `The connection "${connection.name}"`,
        'Open the connection and mend the field.',
      ),
  );
}

function activityProblems(activity: Activity, project: Project, context: CheckContext): Problem[] {
  const item: ItemReference = { kind: 'activity', id: activity.id };
  const connection = project.connections[activity.connectionId];
  if (!connection)
    return [
      error(
        'activity-connection-missing',
        item,
        `The connection of the activity "${activity.name}" is not in the project.`,
        'Delete the activity and add it again from a connection of the palette.',
      ),
    ];
  return [...ownProblems(activity, project, context), ...connectionInvalid(activity, connection, context)];
}

function connectionInvalid(activity: Activity, connection: Connection, context: CheckContext): Problem[] {
  if (connectionProblems(connection, context).length === 0) return [];
  return [
    error(
      'activity-connection-invalid',
      { kind: 'activity', id: activity.id },
      `The activity "${activity.name}" uses the connection "${connection.name}", which is not valid.`,
      'Open the connection and mend it.',
    ),
  ];
}

/** What is wrong with an activity itself. */
function ownProblems(activity: Activity, project: Project, context: CheckContext): Problem[] {
  const item: ItemReference = { kind: 'activity', id: activity.id };
  const type = activityTypeOf(activity, project, context.descriptors);
  if (!type)
    return [
      error(
        'activity-type-unknown',
        item,
        `The activity "${activity.name}" is of the unknown type "${activity.type}".`,
        'Update the connector, or delete the activity.',
      ),
    ];
  if (!activity.configured)
    return [
      error(
        'activity-not-configured',
        item,
        `The activity "${activity.name}" is not configured.`,
        'Open it and go through its steps to Finished.',
      ),
    ];
  return fieldProblems(allFields(type.screen.sections), activity.settings, context.knownVariable).map((problem) =>
    fieldError(
      problem,
      'activity-field',
      item,
      `The activity "${activity.name}"`,
      'Open the activity and mend the field.',
    ),
  );
}

function fieldError(
  problem: FieldProblem,
  code: 'connection-invalid' | 'activity-field',
  item: ItemReference,
  subject: string,
  fix: string,
): Problem {
  const isVariable = problem.kind === 'unknown-variable';
  return error(
    isVariable ? 'unknown-variable' : code,
    item,
    `${subject}: ${problem.message}`,
    isVariable ? 'Create the variable, or correct its name.' : fix,
  );
}

function operationProblems(operation: Operation, project: Project, context: CheckContext): Problem[] {
  const item: ItemReference = { kind: 'operation', id: operation.id };
  if (operation.steps.length === 0)
    return [
      error(
        'operation-empty',
        item,
        `The operation "${operation.name}" has no step.`,
        'Drag an activity into it, or remove it.',
      ),
    ];
  const missing = operation.steps.filter((step) => !project.activities[step.componentId]);
  if (missing.length > 0)
    return missing.map((step) =>
      error(
        'component-missing',
        { kind: 'step', id: step.id, operationId: operation.id },
        `A step of the operation "${operation.name}" refers to an activity that is not in the project.`,
        'Remove the step.',
      ),
    );
  const types = operation.steps.map((step) => {
    const activity = project.activities[step.componentId];
    return activity ? activityTypeOf(activity, project, context.descriptors) : null;
  });
  const known = types.filter((type) => type !== null);
  if (known.length < types.length) return [];
  return [...patternProblems(operation, project, known), ...suppliedProblems(operation, project, known)];
}

function patternProblems(operation: Operation, project: Project, types: readonly ActivityType[]): Problem[] {
  const check = checkPattern(types.map((type, index) => symbolOf(type, settingsOf(operation, index, project))));
  if (check.ok) return [];
  const step = operation.steps[check.index];
  if (!step)
    return [
      error(
        'operation-pattern',
        { kind: 'operation', id: operation.id },
        `The operation "${operation.name}" ends too early: after its last step there must be ${check.fits}.`,
        `Add ${check.fits} at its right end.`,
      ),
    ];
  const name = project.activities[step.componentId]?.name ?? '';
  return [
    error(
      'operation-pattern',
      { kind: 'step', id: step.id, operationId: operation.id },
      `The step "${name}" breaks the operation's pattern: what fits there is ${check.fits}.`,
      check.fix ?? 'Move or remove the step.',
    ),
  ];
}

function settingsOf(operation: Operation, index: number, project: Project): Activity['settings'] {
  return project.activities[operation.steps[index]?.componentId ?? '']?.settings ?? {};
}

function suppliedProblems(operation: Operation, project: Project, types: readonly ActivityType[]): Problem[] {
  return operation.steps.flatMap((step, index) => {
    const activity = project.activities[step.componentId];
    const type = types[index];
    if (!activity?.configured || !type) return [];
    const before = types[index - 1];
    const settingsBefore = settingsOf(operation, index - 1, project);
    const preceding = before ? givenBy(before, settingsBefore) : [];
    const isEach = before !== undefined && passesEach(before, settingsBefore);
    const item: ItemReference = { kind: 'step', id: step.id, operationId: operation.id };
    return type.needed.flatMap((needed): Problem[] => {
      if (textSetting(activity.settings, needed.field) !== '') return [];
      const field = allFields(type.screen.sections).find((candidate) => candidate.name === needed.field);
      const label = field?.label ?? needed.field;
      if (!preceding.some((node) => node.name === needed.member))
        return [
          error(
            'key-not-supplied',
            item,
            `"${activity.name}" has no ${label}, and no preceding step supplies one.`,
            `Open the activity and enter the ${label}.`,
          ),
        ];
      if (!needed.warn || isEach) return [];
      const message = `"${activity.name}" has no ${label}: the one of the preceding step is used.`;
      return [
        {
          code: 'key-not-supplied',
          severity: 'warning',
          item,
          message,
          fix: `Enter the ${label} if another one is meant.`,
        },
      ];
    });
  });
}

function error(code: Problem['code'], item: ItemReference, message: string, fix: string): Problem {
  return { code, severity: 'error', item, message, fix };
}
