import { slotKey, slotOf } from '../project/action.ts';
import type { Group } from '../project/group.ts';
import type { Id } from '../project/id.ts';
import { actionsOf, type Operation, withActions } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { isSame } from '../project/same.ts';
import { applySimple } from './apply.ts';
import { arrange } from './arrange.ts';
import type { SimpleEdit } from './edit.ts';
import { Records } from './records.ts';
import { userOfName } from './variable-use.ts';

/**
 * The edits that turn one state of a project into another: applied to `from` in order they give `to`. What is equal in both is
 * not touched, so that others can go on working on it.
 */
export function difference(from: Project, to: Project): SimpleEdit[] {
  const edits: SimpleEdit[] = [];
  const records = new Records();
  let state = from;
  for (const phase of PHASES) {
    for (const edit of phase(state, to)) {
      edits.push(edit);
      state = applySimple(state, edit, records);
    }
  }
  return edits;
}

/**
 * Each looks at the state that the ones before have left. The order is such that what is named is always there: first what
 * others refer to comes, then what refers is taken apart and put together anew, last what nothing refers to any more goes.
 */
const PHASES: readonly ((state: Project, to: Project) => SimpleEdit[])[] = [
  (state, to) => (state.name === to.name ? [] : [{ type: 'project.rename', name: to.name }]),
  (state, to) =>
    arriving(
      state.connections,
      to.connections,
      (connection) => ({ type: 'connection.create', connection }),
      (connection) => ({ type: 'connection.change', connection }),
    ),
  (state, to) =>
    arriving(
      state.activities,
      to.activities,
      (activity) => ({ type: 'activity.create', activity }),
      (activity) => ({ type: 'activity.change', activity }),
    ),
  (state, to) =>
    arriving(
      state.variables,
      to.variables,
      (variable) => ({ type: 'variable.create', variable }),
      (variable) => ({ type: 'variable.change', variable }),
    ),
  (state, to) =>
    arriving(
      state.emails,
      to.emails,
      (email) => ({ type: 'email.create', email }),
      (email) => ({ type: 'email.change', email }),
    ),
  (state, to) =>
    arriving(
      state.schedules,
      to.schedules,
      (schedule) => ({ type: 'schedule.create', schedule }),
      (schedule) => ({ type: 'schedule.change', schedule }),
    ),
  actionsAway,
  stepsAway,
  (state, to) =>
    only(to.operations, state.operations).map((operation) => ({
      type: 'operation.create',
      operation: withActions(operation, []),
    })),
  operationsChanged,
  actionsBack,
  operationsOffWorkflows,
  (state, to) => only(state.operations, to.operations).map(({ id }) => ({ type: 'operation.delete', operationId: id })),
  workflowsArranged,
  workflowsFilled,
  (state, to) => only(state.activities, to.activities).map(({ id }) => ({ type: 'activity.delete', activityId: id })),
  (state, to) =>
    only(state.connections, to.connections).map(({ id }) => ({ type: 'connection.delete', connectionId: id })),
  (state, to) => only(state.emails, to.emails).map(({ id }) => ({ type: 'email.delete', emailId: id })),
  (state, to) =>
    only(state.variables, to.variables).map(({ id, name }) => ({
      type: 'variable.delete',
      variableId: id,
      ...(userOfName(state, name) === null ? {} : { evenIfNamed: true }),
    })),
  (state, to) => only(state.schedules, to.schedules).map(({ id }) => ({ type: 'schedule.delete', scheduleId: id })),
  groupsChanged,
];

/** What is in one record and not in the other. */
function only<T>(record: Readonly<Record<Id, T>>, other: Readonly<Record<Id, unknown>>): T[] {
  return Object.entries(record).flatMap(([id, item]) => (Object.hasOwn(other, id) ? [] : [item]));
}

/** The edits that make what is missing and change what is different; nothing goes. */
function arriving<T>(
  state: Readonly<Record<Id, T>>,
  to: Readonly<Record<Id, T>>,
  create: (item: T) => SimpleEdit,
  change: (item: T) => SimpleEdit,
): SimpleEdit[] {
  return Object.entries(to).flatMap(([id, item]) => {
    if (!Object.hasOwn(state, id)) return [create(item)];
    return isSame(state[id], item) ? [] : [change(item)];
  });
}

function hasAction(operation: Operation | undefined, action: unknown): boolean {
  return operation !== undefined && actionsOf(operation).some((one) => isSame(one, action));
}

function actionsAway(state: Project, to: Project): SimpleEdit[] {
  return Object.values(state.operations).flatMap((operation) =>
    actionsOf(operation)
      .filter((action) => !hasAction(to.operations[operation.id], action))
      .map((action): SimpleEdit => ({ type: 'action.remove', operationId: operation.id, slot: slotOf(action) })),
  );
}

function actionsBack(state: Project, to: Project): SimpleEdit[] {
  return Object.values(to.operations).flatMap((operation) => {
    const now = state.operations[operation.id];
    const slots = new Set(now ? actionsOf(now).map((one) => slotKey(slotOf(one))) : []);
    return actionsOf(operation)
      .filter((action) => !slots.has(slotKey(slotOf(action))))
      .map((action): SimpleEdit => ({ type: 'action.add', operationId: operation.id, action }));
  });
}

/** A step that is to stand in another operation, or to refer to something else, is taken out and comes back later. */
function stepsAway(state: Project, to: Project): SimpleEdit[] {
  return Object.values(state.operations).flatMap(({ id, steps }) => {
    const staying = new Map((to.operations[id]?.steps ?? []).map((step) => [step.id, step]));
    return steps
      .filter((step) => !isSame(staying.get(step.id), step))
      .map((step): SimpleEdit => ({ type: 'step.remove', stepId: step.id }));
  });
}

function operationsChanged(state: Project, to: Project): SimpleEdit[] {
  return Object.values(to.operations).flatMap((operation): SimpleEdit[] => {
    const operationId = operation.id;
    const now = state.operations[operationId];
    if (!now || now === operation) return [];
    const steps = new Map(operation.steps.map((step) => [step.id, step]));
    return [
      ...(now.scheduleId === operation.scheduleId
        ? []
        : [{ type: 'operation.set-schedule' as const, operationId, scheduleId: operation.scheduleId ?? null }]),
      ...(isSame(now.options, operation.options)
        ? []
        : [{ type: 'operation.set-options' as const, operationId, options: operation.options ?? null }]),
      ...(now.name === operation.name
        ? []
        : [{ type: 'operation.rename' as const, operationId, name: operation.name }]),
      ...arrange(
        now.steps.map(({ id }) => id),
        operation.steps.map(({ id }) => id),
      ).flatMap(({ id, index, isNew }): SimpleEdit[] => {
        if (!isNew) return [{ type: 'step.move', stepId: id, operationId, index }];
        const step = steps.get(id);
        return step ? [{ type: 'step.insert', operationId, index, step }] : [];
      }),
    ];
  });
}

/** Workflows that go, and operations that leave the workflow they are in. */
function operationsOffWorkflows(state: Project, to: Project): SimpleEdit[] {
  const targets = new Map(to.workflows.map((workflow) => [workflow.id, workflow]));
  return state.workflows.flatMap(({ id, operationIds }): SimpleEdit[] => {
    const target = targets.get(id);
    if (!target) return [{ type: 'workflow.delete', workflowId: id }];
    const staying = new Set(target.operationIds);
    return operationIds
      .filter((operationId) => !staying.has(operationId))
      .map((operationId): SimpleEdit => ({ type: 'operation.remove', operationId }));
  });
}

function workflowsArranged(state: Project, to: Project): SimpleEdit[] {
  const names = new Map(state.workflows.map(({ id, name }) => [id, name]));
  const targets = new Map(to.workflows.map((workflow) => [workflow.id, workflow]));
  const placements = arrange(
    state.workflows.map(({ id }) => id),
    to.workflows.map(({ id }) => id),
  );
  return [
    ...placements.flatMap(({ id, index, isNew }): SimpleEdit[] => {
      if (!isNew) return [{ type: 'workflow.move', workflowId: id, index }];
      const workflow = targets.get(id);
      return workflow ? [{ type: 'workflow.add', workflow, index }] : [];
    }),
    ...to.workflows.flatMap(({ id, name }): SimpleEdit[] => {
      const now = names.get(id);
      return now === undefined || now === name ? [] : [{ type: 'workflow.rename', workflowId: id, name }];
    }),
  ];
}

function workflowsFilled(state: Project, to: Project): SimpleEdit[] {
  const before = new Map(state.workflows.map((workflow) => [workflow.id, workflow]));
  return to.workflows.flatMap(({ id, operationIds }) =>
    arrange(before.get(id)?.operationIds ?? [], operationIds).map(
      ({ id: operationId, index, isNew }): SimpleEdit => ({
        type: isNew ? 'operation.place' : 'operation.move',
        operationId,
        workflowId: id,
        index,
      }),
    ),
  );
}

/** Last, as what is deleted takes itself out of the groups. */
function groupsChanged(state: Project, to: Project): SimpleEdit[] {
  return [
    ...only(state.groups, to.groups).map(({ id }): SimpleEdit => ({ type: 'group.delete', groupId: id })),
    ...Object.values(to.groups).flatMap((group): SimpleEdit[] => {
      const now = state.groups[group.id];
      return now ? groupChanged(now, group) : [{ type: 'group.create', group }];
    }),
  ];
}

function groupChanged(now: Group, group: Group): SimpleEdit[] {
  const groupId = group.id;
  const edits: SimpleEdit[] = now.name === group.name ? [] : [{ type: 'group.rename', groupId, name: group.name }];
  const wanted = new Map(group.members.map((member) => [member.id, member]));
  const remove = (member: Group['members'][number]): SimpleEdit => ({ type: 'group.remove-member', groupId, member });
  const staying = now.members.filter((member) => wanted.has(member.id));
  edits.push(...now.members.filter((member) => !wanted.has(member.id)).map(remove));
  const placements = arrange(
    staying.map(({ id }) => id),
    group.members.map(({ id }) => id),
  );
  for (const { id, index, isNew } of placements) {
    const member = wanted.get(id);
    if (!member) continue;
    if (!isNew) edits.push(remove(member));
    edits.push({ type: 'group.add-member', groupId, member, index });
  }
  return edits;
}
