import type { Activity } from '../project/activity.ts';
import type { Connection } from '../project/connection.ts';
import type { Email } from '../project/email.ts';
import type { Id } from '../project/id.ts';
import { emailsSent, type Operation, runsNext } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import type { Schedule } from '../project/schedule.ts';
import type { Settings } from '../project/settings.ts';
import type { ProjectVariable } from '../project/variable.ts';
import type { Workflow } from '../project/workflow.ts';
import { variablesNamedIn } from '../variables/named.ts';

/** What a project's things are, in the order in which lists of them are grouped. */
export const COMPONENT_KINDS = [
  'workflow',
  'operation',
  'activity',
  'connection',
  'variable',
  'email',
  'schedule',
] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

/** Names one thing of a project. */
export interface Reference {
  kind: ComponentKind;
  id: Id;
}

/** One thing of a project, as dependency lists name it. */
export interface Dependant extends Reference {
  name: string;
}

interface ThingOf {
  workflow: Workflow;
  operation: Operation;
  activity: Activity;
  connection: Connection;
  variable: ProjectVariable;
  email: Email;
  schedule: Schedule;
}

/** The ids of the variables of a name: fields name variables, and do not point to them. */
type VariablesByName = ReadonlyMap<string, readonly Id[]>;

/**
 * What a thing of each kind needs: an edge stands exactly where deleting the target would break the source. Another kind of
 * edge is one more entry in one of these lists; a thing's need of itself is left out, and one need named twice counts once.
 */
const NEEDS: {
  [Kind in ComponentKind]: readonly ((thing: ThingOf[Kind], byName: VariablesByName) => readonly Reference[])[];
} = {
  workflow: [({ operationIds }) => operationIds.map((id) => ({ kind: 'operation', id }))],
  operation: [
    ({ steps }) => steps.map(({ componentId }) => ({ kind: 'activity', id: componentId })),
    (operation) => runsNext(operation).map(({ operationId }) => ({ kind: 'operation', id: operationId })),
    (operation) => emailsSent(operation).map(({ emailId }) => ({ kind: 'email', id: emailId })),
    ({ scheduleId }) => (scheduleId === undefined ? [] : [{ kind: 'schedule', id: scheduleId }]),
  ],
  activity: [({ connectionId }) => [{ kind: 'connection', id: connectionId }], variables],
  connection: [variables],
  variable: [],
  email: [variables],
  schedule: [],
};

function variables({ settings }: { settings: Settings }, byName: VariablesByName): Reference[] {
  if (byName.size === 0) return [];
  const ids = variablesNamedIn(settings).flatMap((name) => byName.get(name) ?? []);
  return ids.map((id) => ({ kind: 'variable', id }));
}

/** What needs what in a project. Lists are in the order of the document. */
export interface DependencyGraph {
  /** Everything in the project, by kind. */
  things: readonly Dependant[];
  /** What a thing needs; empty when it is not there. */
  dependsOn(thing: Reference): readonly Dependant[];
  /** What needs a thing, and would break without it. */
  usedBy(thing: Reference): readonly Dependant[];
}

const known = new WeakMap<Project, DependencyGraph>();

/** The project's dependencies, worked out in one pass the first time they are asked for. */
export function dependencies(project: Project): DependencyGraph {
  const before = known.get(project);
  if (before) return before;
  const graph = graphOf(project);
  known.set(project, graph);
  return graph;
}

/** What needs a thing, and would break without it. */
export function usedBy(project: Project, thing: Reference): readonly Dependant[] {
  return dependencies(project).usedBy(thing);
}

/** What a thing needs. */
export function dependsOn(project: Project, thing: Reference): readonly Dependant[] {
  return dependencies(project).dependsOn(thing);
}

/** One thing under one name, among all kinds. */
export function keyOf({ kind, id }: Reference): string {
  return `${kind} ${id}`;
}

const NONE: readonly Dependant[] = [];

interface Node {
  thing: Dependant;
  needs: readonly Reference[];
  dependsOn: Dependant[];
  usedBy: Dependant[];
}

function graphOf(project: Project): DependencyGraph {
  const byName = variablesByName(Object.values(project.variables));
  const nodes: Record<ComponentKind, ReadonlyMap<Id, Node>> = {
    workflow: nodesOf('workflow', project.workflows, byName),
    operation: nodesOf('operation', Object.values(project.operations), byName),
    activity: nodesOf('activity', Object.values(project.activities), byName),
    connection: nodesOf('connection', Object.values(project.connections), byName),
    variable: nodesOf('variable', Object.values(project.variables), byName),
    email: nodesOf('email', Object.values(project.emails), byName),
    schedule: nodesOf('schedule', Object.values(project.schedules), byName),
  };
  const all = COMPONENT_KINDS.flatMap((kind) => [...nodes[kind].values()]);
  for (const source of all) {
    for (const { kind, id } of source.needs) {
      const target = nodes[kind].get(id);
      // Sources come one after another: what names its target a second time is the last user that target has.
      if (!target || target === source || target.usedBy.at(-1) === source.thing) continue;
      source.dependsOn.push(target.thing);
      target.usedBy.push(source.thing);
    }
  }
  return {
    things: all.map(({ thing }) => thing),
    dependsOn: ({ kind, id }) => nodes[kind].get(id)?.dependsOn ?? NONE,
    usedBy: ({ kind, id }) => nodes[kind].get(id)?.usedBy ?? NONE,
  };
}

function variablesByName(things: readonly ProjectVariable[]): VariablesByName {
  const groups = Map.groupBy(things, ({ name }) => name);
  return new Map([...groups].map(([name, group]) => [name, group.map(({ id }) => id)]));
}

function nodesOf<Kind extends ComponentKind>(
  kind: Kind,
  things: readonly ThingOf[Kind][],
  byName: VariablesByName,
): ReadonlyMap<Id, Node> {
  const needsOf = (thing: ThingOf[Kind]) => NEEDS[kind].flatMap((needs) => needs(thing, byName));
  return new Map(
    things.map((thing) => [
      thing.id,
      { thing: { kind, id: thing.id, name: thing.name }, needs: needsOf(thing), dependsOn: [], usedBy: [] },
    ]),
  );
}
