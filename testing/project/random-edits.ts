import fc from 'fast-check';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { type OperationAction, slotOf } from '../../shared/project/action.ts';
import { componentsOf } from '../../shared/project/component.ts';
import { type GroupMember, GroupMemberKind } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import { DEFAULT_OPTIONS } from '../../shared/project/operation-options.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import type { Step } from '../../shared/project/step.ts';
import type { ProjectVariable } from '../../shared/project/variable.ts';

/** A few numbers from which an edit is made that suits a project, whatever that project is. */
export interface Seed {
  kind: number;
  pick: number;
  other: number;
  index: number;
  /** Makes the ids of what is new: two seeds with the same one try to make the same thing. */
  fresh: number;
}

const number = fc.nat({ max: 1000 });
const seed: fc.Arbitrary<Seed> = fc.noBias(
  fc.record({
    kind: number,
    pick: number,
    other: number,
    index: fc.nat({ max: 6 }),
    fresh: fc.nat({ max: 1_000_000 }),
  }),
);

/** One gesture: a simple edit, or several as a batch. */
export const gesture: fc.Arbitrary<Seed[]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(seed) },
  { weight: 1, arbitrary: fc.array(seed, { minLength: 2, maxLength: 3 }) },
);

/** What somebody does in a while: enough that something comes of it. */
export const gestures: fc.Arbitrary<Seed[][]> = fc.array(gesture, { maxLength: 80, size: 'max' });

/** The edit that a gesture means in a project. It need not apply: what it names may be in use, or be there already. */
export function editFrom(project: Project, seeds: readonly Seed[]): Edit {
  return batch(seeds.map((one) => simpleEditFrom(project, one)));
}

const MAKERS: readonly ((project: Project, seed: Seed) => SimpleEdit)[] = [
  (_, { fresh }) => ({ type: 'project.rename', name: `Project ${fresh}` }),
  (project, { fresh, index, pick, other }) => ({
    type: 'workflow.add',
    workflow: {
      id: `wfl_${fresh}`,
      name: `Workflow ${fresh}`,
      operationIds: other % 4 ? [] : [operation(project, pick)],
    },
    index,
  }),
  (project, { pick, fresh }) => ({ type: 'workflow.rename', workflowId: workflow(project, pick), name: `W ${fresh}` }),
  (project, { pick, index }) => ({ type: 'workflow.move', workflowId: workflow(project, pick), index }),
  (project, { pick }) => ({ type: 'workflow.delete', workflowId: workflow(project, pick) }),
  (project, { fresh, other, pick }) => ({
    type: 'operation.create',
    operation: {
      id: `opn_${fresh}`,
      name: `Operation ${fresh}`,
      steps: other % 2 ? [] : [newStep(project, fresh, other)],
      ...(other % 3 ? {} : { actions: [newAction(project, pick, other)] }),
      ...(other % 5 ? {} : { scheduleId: schedule(project, pick) }),
    },
  }),
  (project, { pick, fresh }) => ({
    type: 'operation.rename',
    operationId: operation(project, pick),
    name: `O ${fresh}`,
  }),
  (project, { pick }) => ({ type: 'operation.delete', operationId: operation(project, pick) }),
  (project, { pick, other, index }) => ({
    type: 'operation.place',
    operationId: operation(project, pick),
    workflowId: workflow(project, other),
    index,
  }),
  (project, { pick, other, index }) => ({
    type: 'operation.move',
    operationId: operation(project, pick),
    workflowId: workflow(project, other),
    index,
  }),
  (project, { pick }) => ({ type: 'operation.remove', operationId: operation(project, pick) }),
  (project, { pick, other, index, fresh }) => ({
    type: 'step.insert',
    operationId: operation(project, pick),
    index,
    step: newStep(project, fresh, other),
  }),
  (project, { pick, other, index }) => ({
    type: 'step.move',
    stepId: step(project, pick),
    operationId: operation(project, other),
    index,
  }),
  (project, { pick }) => ({ type: 'step.remove', stepId: step(project, pick) }),
  (project, { fresh, other }) => ({
    type: 'activity.create',
    activity: newActivity(project, `act_${fresh}`, fresh, other),
  }),
  (project, { pick, fresh, other }) => ({
    type: 'activity.change',
    activity: newActivity(project, activity(project, pick), fresh, other),
  }),
  (project, { pick }) => ({ type: 'activity.delete', activityId: activity(project, pick) }),
  (project, { pick, other, fresh }) => ({
    type: 'action.add',
    operationId: operation(project, pick),
    action: newAction(project, other, fresh),
  }),
  (project, { pick, other, fresh }) => ({
    type: 'action.change',
    operationId: withAction(project, pick),
    action: newAction(project, other, fresh),
  }),
  (project, { pick, fresh }) => {
    return {
      type: 'action.remove',
      operationId: withAction(project, pick),
      slot: slotOf(newAction(project, pick, fresh)),
    };
  },
  (_, { fresh }) => ({ type: 'connection.create', connection: newConnection(`con_${fresh}`, fresh) }),
  (project, { pick, fresh }) => ({
    type: 'connection.change',
    connection: newConnection(connection(project, pick), fresh),
  }),
  (project, { pick }) => ({ type: 'connection.delete', connectionId: connection(project, pick) }),
  (project, { fresh, other }) => ({
    type: 'group.create',
    group: { id: `cgr_${fresh}`, name: `Group ${fresh}`, members: other % 3 ? [] : [member(project, other)] },
  }),
  (project, { pick, fresh }) => ({ type: 'group.rename', groupId: group(project, pick), name: `G ${fresh}` }),
  (project, { pick }) => ({ type: 'group.delete', groupId: group(project, pick) }),
  (project, { pick, other, index }) => ({
    type: 'group.add-member',
    groupId: group(project, pick),
    member: member(project, other),
    index,
  }),
  (project, { pick, other }) => ({
    type: 'group.remove-member',
    groupId: group(project, pick),
    member: someMember(project, pick, other),
  }),
  (project, { pick, other }) => ({
    type: 'operation.set-schedule',
    operationId: operation(project, pick),
    scheduleId: other % 4 ? schedule(project, other) : null,
  }),
  (project, { pick, other }) => ({
    type: 'operation.set-options',
    operationId: operation(project, pick),
    options: other % 4 ? { ...DEFAULT_OPTIONS, overlap: other % 2 ? 'queue' : 'allow' } : null,
  }),
  (_, { fresh, other }) => ({ type: 'variable.create', variable: newVariable(`var_${fresh}`, fresh, other) }),
  (project, { pick, fresh, other }) => ({
    type: 'variable.change',
    variable: newVariable(variable(project, pick), fresh, other),
  }),
  (project, { pick }) => ({ type: 'variable.delete', variableId: variable(project, pick) }),
  (_, { fresh }) => ({ type: 'email.create', email: newEmail(`eml_${fresh}`, fresh) }),
  (project, { pick, fresh }) => ({ type: 'email.change', email: newEmail(email(project, pick), fresh) }),
  (project, { pick }) => ({ type: 'email.delete', emailId: email(project, pick) }),
  (_, { fresh, index }) => ({ type: 'schedule.create', schedule: newSchedule(`sch_${fresh}`, fresh, index) }),
  (project, { pick, fresh, index }) => ({
    type: 'schedule.change',
    schedule: newSchedule(schedule(project, pick), fresh, index),
  }),
  (project, { pick }) => ({ type: 'schedule.delete', scheduleId: schedule(project, pick) }),
];

/** What builds something up, more often than the rest, so that there is something to change. */
const BUILDERS = [5, 8, 11, 11, 14, 17, 20, 28, 30, 33, 36] as const;

function simpleEditFrom(project: Project, one: Seed): SimpleEdit {
  const at = one.kind % (MAKERS.length + BUILDERS.length);
  const make = MAKERS[BUILDERS[at - MAKERS.length] ?? at];
  if (!make) throw new Error(`there is no maker ${at}`);
  return make(project, one);
}

function newStep(project: Project, fresh: number, other: number): Step {
  return { id: `stp_${fresh}`, kind: 'activity', componentId: activity(project, other) };
}

function newAction(project: Project, other: number, fresh: number): OperationAction {
  const condition = fresh % 2 ? 'success' : 'fail';
  if (fresh % 3 === 0) return { condition, do: { kind: 'send-email', emailId: email(project, other) } };
  return { condition, do: { kind: 'run-operation', operationId: operation(project, other) } };
}

function newActivity(project: Project, id: Id, fresh: number, other: number) {
  const settings = { key: `key-${fresh}${reference(fresh)}` };
  return {
    id,
    connectionId: connection(project, other),
    type: other % 2 ? 'get-object' : 'put-object',
    name: `Activity ${fresh}`,
    settings,
    configured: fresh % 2 === 0,
  };
}

function newConnection(id: Id, fresh: number) {
  return {
    id,
    connector: 'amazon-s3',
    name: `Connection ${fresh}`,
    settings: { region: `r-${fresh}${reference(fresh)}` },
  };
}

/** Few names, so that fields name variables that are there. */
const variableName = (fresh: number) => `v${fresh % 5}`;
const reference = (fresh: number) => (fresh % 4 ? '' : `[${variableName(fresh / 4)}]`);

function newVariable(id: Id, fresh: number, other: number): ProjectVariable {
  const common = { id, name: variableName(fresh), required: other % 2 === 0 };
  return other % 3 ? { ...common, hidden: false, defaultValue: `d-${fresh}` } : { ...common, hidden: true };
}

function newEmail(id: Id, fresh: number) {
  return { id, name: `E-mail ${fresh}`, settings: { to: 'ops@example.com', subject: `Ended${reference(fresh)}` } };
}

function newSchedule(id: Id, fresh: number, every: number): Schedule {
  return {
    id,
    name: `Schedule ${fresh}`,
    occurrence: { kind: 'daily', every: every + 1 },
    frequency: { kind: 'once', at: '08:30' },
    startDate: '2026-01-01',
    timeZone: 'Europe/Berlin',
  };
}

function one(ids: readonly Id[], pick: number, missing: Id): Id {
  return ids[pick % Math.max(1, ids.length)] ?? missing;
}

const workflow = (project: Project, pick: number) =>
  one(
    project.workflows.map(({ id }) => id),
    pick,
    'wfl_missing',
  );
const operation = (project: Project, pick: number) => one(Object.keys(project.operations), pick, 'opn_missing');
const withAction = (project: Project, pick: number) =>
  one(
    Object.values(project.operations).flatMap(({ id, actions }) => (actions ? [id] : [])),
    pick,
    'opn_missing',
  );
const activity = (project: Project, pick: number) => one(Object.keys(project.activities), pick, 'act_missing');
const connection = (project: Project, pick: number) => one(Object.keys(project.connections), pick, 'con_missing');
const variable = (project: Project, pick: number) => one(Object.keys(project.variables), pick, 'var_missing');
const email = (project: Project, pick: number) => one(Object.keys(project.emails), pick, 'eml_missing');
const schedule = (project: Project, pick: number) => one(Object.keys(project.schedules), pick, 'sch_missing');
const group = (project: Project, pick: number) => one(Object.keys(project.groups), pick, 'cgr_missing');
const member = (project: Project, pick: number): GroupMember => {
  const kind = GroupMemberKind.options[pick % GroupMemberKind.options.length] ?? 'operation';
  return { kind, id: one(Object.keys(componentsOf(project, kind)), pick, `${kind.slice(0, 3)}_missing`) };
};
/** One that is in the group, when any is. */
const someMember = (project: Project, pick: number, other: number): GroupMember => {
  const members = project.groups[group(project, pick)]?.members ?? [];
  return members[other % Math.max(1, members.length)] ?? member(project, other);
};
const step = (project: Project, pick: number) =>
  one(
    Object.values(project.operations).flatMap(({ steps }) => steps.map(({ id }) => id)),
    pick,
    'stp_missing',
  );
