import type { Activity } from '../project/activity.ts';
import type { Connection } from '../project/connection.ts';
import type { Id } from '../project/id.ts';
import { type Operation, runsNext } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import type { Workflow } from '../project/workflow.ts';

/** What a project's things are, in the order in which lists of them are grouped. */
export const COMPONENT_KINDS = ['workflow', 'operation', 'activity', 'connection'] as const;
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
}

/**
 * What a thing of each kind needs: an edge stands exactly where deleting the target would break the source. Another kind of
 * edge is one more entry in one of these lists; a thing's need of itself is left out, and one need named twice counts once.
 */
const NEEDS: { [Kind in ComponentKind]: readonly ((thing: ThingOf[Kind]) => readonly Reference[])[] } = {
  workflow: [({ operationIds }) => operationIds.map((id) => ({ kind: 'operation', id }))],
  operation: [
    ({ steps }) => steps.map(({ componentId }) => ({ kind: 'activity', id: componentId })),
    (operation) => runsNext(operation).map(({ operationId }) => ({ kind: 'operation', id: operationId })),
  ],
  activity: [({ connectionId }) => [{ kind: 'connection', id: connectionId }]],
  connection: [],
};

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
  const nodes: Record<ComponentKind, ReadonlyMap<Id, Node>> = {
    workflow: nodesOf('workflow', project.workflows),
    operation: nodesOf('operation', Object.values(project.operations)),
    activity: nodesOf('activity', Object.values(project.activities)),
    connection: nodesOf('connection', Object.values(project.connections)),
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

function nodesOf<Kind extends ComponentKind>(kind: Kind, things: readonly ThingOf[Kind][]): ReadonlyMap<Id, Node> {
  const needsOf = (thing: ThingOf[Kind]) => NEEDS[kind].flatMap((needs) => needs(thing));
  return new Map(
    things.map((thing) => [
      thing.id,
      { thing: { kind, id: thing.id, name: thing.name }, needs: needsOf(thing), dependsOn: [], usedBy: [] },
    ]),
  );
}
