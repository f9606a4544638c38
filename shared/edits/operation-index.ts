import type { Id } from '../project/id.ts';
import { emailsSent, type Operation, runsNext } from '../project/operation.ts';

type Operations = Readonly<Record<Id, Operation>>;

/** What is known by id, laid over what an earlier document had: only what differs is kept again. */
class Layer<T> {
  private readonly own = new Map<Id, T>();
  private readonly below: Layer<T> | null;

  constructor(below: Layer<T> | null) {
    this.below = below;
  }

  get(id: Id): T | undefined {
    let layer: Layer<T> | null = this;
    while (layer) {
      const found = layer.own.get(id);
      if (found !== undefined) return found;
      layer = layer.below;
    }
    return undefined;
  }

  set(id: Id, value: T): void {
    this.own.set(id, value);
  }

  /** The value here, made from the one below when this layer has none of its own. */
  ownOr(id: Id, make: (below: T | undefined) => T): T {
    const before = this.own.get(id);
    if (before !== undefined) return before;
    const made = make(this.get(id));
    this.own.set(id, made);
    return made;
  }
}

const GONE = '';
/** Above so many layers a fresh index is quicker than looking through them. */
const MOST_LAYERS = 64;

/**
 * Who refers to what among a document's operations, so that a batch of thousands of edits need not look through all operations
 * at each of them.
 */
class OperationIndex {
  readonly height: number;
  private readonly stepOwners: Layer<Id>;
  private readonly componentUsers: Layer<Set<Id>>;
  private readonly runners: Layer<Set<Id>>;

  constructor(below: OperationIndex | null) {
    this.height = below ? below.height + 1 : 0;
    this.stepOwners = new Layer(below?.stepOwners ?? null);
    this.componentUsers = new Layer(below?.componentUsers ?? null);
    this.runners = new Layer(below?.runners ?? null);
  }

  /** The operation that has a step. */
  ownerOf(stepId: Id): Id | null {
    return this.stepOwners.get(stepId) || null;
  }

  /** An operation with a step that refers to a component, or that has a schedule or sends an e-mail. */
  userOf(componentId: Id): Id | null {
    return first(this.componentUsers.get(componentId));
  }

  /** An operation, other than the one it runs, whose action runs an operation. */
  runnerOf(operationId: Id): Id | null {
    return first(this.runners.get(operationId));
  }

  add(operation: Operation): void {
    for (const step of operation.steps) {
      this.stepOwners.set(step.id, operation.id);
      ownSet(this.componentUsers, step.componentId).add(operation.id);
    }
    for (const id of settingsOf(operation)) ownSet(this.componentUsers, id).add(operation.id);
    for (const { operationId } of runsNext(operation))
      if (operationId !== operation.id) ownSet(this.runners, operationId).add(operation.id);
  }

  remove(operation: Operation): void {
    for (const step of operation.steps) {
      this.stepOwners.set(step.id, GONE);
      ownSet(this.componentUsers, step.componentId).delete(operation.id);
    }
    for (const id of settingsOf(operation)) ownSet(this.componentUsers, id).delete(operation.id);
    for (const { operationId } of runsNext(operation)) ownSet(this.runners, operationId).delete(operation.id);
  }
}

const indexes = new WeakMap<Operations, OperationIndex>();

/** The index of a document's operations; built when it is first asked for, and kept with them. */
export function indexOf(operations: Operations): OperationIndex {
  const known = indexes.get(operations);
  if (known) return known;
  const index = new OperationIndex(null);
  for (const operation of Object.values(operations)) index.add(operation);
  indexes.set(operations, index);
  return index;
}

/**
 * Lets the index follow a change of one operation, which came, went or became another. `from` are the operations before it,
 * `to` those after it: the same record when it was changed in place.
 */
export function followChange(
  from: Operations,
  to: Operations,
  before: Operation | undefined,
  after: Operation | undefined,
): void {
  const known = indexes.get(from);
  if (!known || (from !== to && known.height >= MOST_LAYERS)) return;
  const index = from === to ? known : new OperationIndex(known);
  if (before) index.remove(before);
  if (after) index.add(after);
  indexes.set(to, index);
}

/** The components that an operation's settings refer to: its schedule, and the e-mails it sends. */
function settingsOf(operation: Operation): Id[] {
  const emails = emailsSent(operation).map(({ emailId }) => emailId);
  return operation.scheduleId === undefined ? emails : [operation.scheduleId, ...emails];
}

function ownSet(sets: Layer<Set<Id>>, id: Id): Set<Id> {
  return sets.ownOr(id, (below) => new Set(below));
}

function first(ids: ReadonlySet<Id> | undefined): Id | null {
  return ids?.values().next().value ?? null;
}
