import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { fingerprint, type Snapshot, snapshotOf } from '../../shared/project/snapshot.ts';
import type { Designer } from './designer.ts';

/** What an operation's snapshot takes from, beside the operation itself. */
const RECORDS = ['activities', 'connections', 'emails', 'schedules', 'variables'] as const;

/** A part of an operation's snapshot, as the document has it. */
interface Part {
  of: (typeof RECORDS)[number];
  id: Id;
  thing: unknown;
}

interface Design {
  /** The records of the document when this was looked at last. */
  records: readonly unknown[];
  variables: Project['variables'];
  parts: readonly Part[];
  fingerprint: string;
}

/** Designs by operation: unchanged parts of the document are the same objects, so that most need no new look. */
const cache = new WeakMap<Operation, Design>();

function designOf(project: Project, operation: Operation): Design {
  const records = RECORDS.map((of) => project[of]);
  const known = cache.get(operation);
  if (known && isEach(known.records, records)) return known;
  // Variables are named, not pointed to: with others in the project the same fields may name more of them, or fewer.
  const isAsBefore = known?.variables === project.variables && known.parts.every((part) => isUntouched(part, project));
  const design = isAsBefore ? { ...known, records } : newDesign(project, operation, known, records);
  cache.set(operation, design);
  return design;
}

function newDesign(
  project: Project,
  operation: Operation,
  known: Design | undefined,
  records: readonly unknown[],
): Design {
  const snapshot = snapshotOf(project, operation.id);
  const parts = partsOf(snapshot, project);
  const isKnown = known !== undefined && isEach(known.parts.map(thingOf), parts.map(thingOf));
  const value = isKnown ? known.fingerprint : fingerprint(snapshot);
  return { records, variables: project.variables, parts, fingerprint: value };
}

/** The project's own objects: a snapshot's variables are made anew each time. */
function partsOf(snapshot: Snapshot, project: Project): Part[] {
  const { activities, connections, schedule, emails = {}, variables = {} } = snapshot;
  const schedules = schedule ? { [schedule.id]: schedule } : {};
  const ids = { activities, connections, emails, schedules, variables };
  return RECORDS.flatMap((of) => Object.keys(ids[of]).map((id) => ({ of, id, thing: project[of][id] })));
}

function thingOf({ thing }: Part): unknown {
  return thing;
}

function isUntouched({ of, id, thing }: Part, project: Project): boolean {
  return project[of][id] === thing;
}

function isEach(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** Whether an operation's design differs from what is deployed of it, or nothing is. */
export function isUndeployed(state: Pick<Designer, 'project' | 'deployed'>, operationId: Id): boolean {
  const operation = state.project?.operations[operationId];
  if (!state.project || !operation) return false;
  return state.deployed[operationId]?.fingerprint !== designOf(state.project, operation).fingerprint;
}

/** The ids of everything that is deployed as it is designed now: operations, and what their deployments hold. */
export function deployedThings(project: Project, deployed: Designer['deployed']): ReadonlySet<Id> {
  const ids = new Set<Id>();
  for (const operation of Object.values(project.operations)) {
    const now = deployed[operation.id]?.fingerprint;
    if (now === undefined) continue;
    const design = designOf(project, operation);
    if (now !== design.fingerprint) continue;
    ids.add(operation.id);
    for (const { id } of design.parts) ids.add(id);
  }
  return ids;
}
