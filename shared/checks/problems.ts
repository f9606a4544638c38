import type { Activity } from '../project/activity.ts';
import type { Connection } from '../project/connection.ts';
import type { Id } from '../project/id.ts';
import type { Operation } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { actionProblems } from './action-problems.ts';
import { activityTypeOf } from './activity-type.ts';
import { agentGroupProblems } from './agent-group-problems.ts';
import type { CheckContext } from './check-context.ts';
import { debugProblems } from './debug-problems.ts';
import { dependsOn, type Reference } from './dependencies.ts';
import { emailProblems } from './email-problems.ts';
import { error } from './error.ts';
import { allFields, type FieldProblem, fieldProblems } from './fields.ts';
import { nameProblems } from './name-problems.ts';
import { operationProblems } from './operation-problems.ts';
import type { ItemReference, Problem } from './problem.ts';
import { remember } from './remember.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { knownNames, UNKNOWN_VARIABLE_FIX, variableProblems } from './variable-problems.ts';

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
    ...agentGroupProblems(project, context),
    ...actionProblems(project),
    ...scheduleProblems(project),
    ...debugProblems(project, context.now ?? new Date()),
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
        'connector-unknown',
        item,
        `Unknown connector: the connection "${connection.name}" is of the connector "${connection.connector}", which is not published here.`,
        'Have the connector published, or delete the connection.',
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
  const { connector } = connection;
  if (!context.descriptors.some((descriptor) => descriptor.id === connector))
    return [
      error(
        'connector-unknown',
        item,
        `Unknown connector: the activity "${activity.name}" is of the connector "${connector}", which is not published here.`,
        'Have the connector published, or delete the activity.',
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
        `The activity "${activity.name}" is of the type "${activity.type}", which its connector does not know.`,
        'Have a version of the connector published that knows it, or delete the activity.',
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
    isVariable ? UNKNOWN_VARIABLE_FIX : fix,
  );
}
