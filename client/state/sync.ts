import type { StoredEdit } from '../../shared/api/project-replies.ts';
import { apply } from '../../shared/edits/apply.ts';
import { conflicts } from '../../shared/edits/conflicts.ts';
import type { Edit, EditEnvelope } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import type { Project } from '../../shared/project/project.ts';

/**
 * What a browser knows of a project: the document as the server stored it, and its own edits that the server has not
 * acknowledged yet. `visible` is always `confirmed` with `pending` applied in order; it is what people see.
 */
export interface SyncState {
  readonly confirmed: Project;
  readonly revision: number;
  readonly pending: readonly EditEnvelope[];
  readonly visible: Project;
}

export interface Received {
  state: SyncState;
  /** Edits of others that were new. */
  remote: readonly Edit[];
  /** Own edits that no longer fit, because somebody else changed the same things; they are gone from `pending`. */
  refused: readonly EditEnvelope[];
  /** Edits are missing in between: nothing from the gap on was applied, catch up after `state.revision`. */
  gap: boolean;
}

export function startSync(project: Project, revision: number): SyncState {
  return { confirmed: project, revision, pending: [], visible: project };
}

/** Adds an own edit, seen at once. @throws {EditError} when it does not fit. */
export function addEdit(state: SyncState, envelope: EditEnvelope): SyncState {
  return { ...state, pending: [...state.pending, envelope], visible: apply(state.visible, envelope.edit) };
}

/** Takes in edits as the server stored them, own ones and others', in any order and also twice. */
export function receive(state: SyncState, stored: readonly StoredEdit[]): Received {
  let { confirmed, revision } = state;
  const remote: Edit[] = [];
  const own = new Set(state.pending.map((envelope) => envelope.id));
  const acknowledged = new Set<string>();
  let gap = false;
  for (const { revision: next, envelope } of stored.toSorted((a, b) => a.revision - b.revision)) {
    if (next <= revision) continue;
    if (next > revision + 1) {
      gap = true;
      break;
    }
    confirmed = apply(confirmed, envelope.edit);
    revision = next;
    if (own.has(envelope.id)) acknowledged.add(envelope.id);
    else remote.push(envelope.edit);
  }
  const waiting = state.pending.filter((envelope) => !acknowledged.has(envelope.id));
  if (remote.length === 0)
    return { state: { ...state, confirmed, revision, pending: waiting }, remote, refused: [], gap };
  const { pending, visible, refused } = rebase(confirmed, waiting, remote);
  return { state: { confirmed, revision, pending, visible }, remote, refused, gap };
}

/** The state after the server gave the whole document anew: pending edits are laid over it as far as they fit. */
export function restart(state: SyncState, project: Project, revision: number): Received {
  const { pending, visible, refused } = rebase(project, state.pending, []);
  return { state: { confirmed: project, revision, pending, visible }, remote: [], refused, gap: false };
}

/** The state without some own edits that the server will never take, and without those that only fit on top of them. */
export function withoutEdits(state: SyncState, ids: ReadonlySet<string>): Received {
  const gone = state.pending.filter((envelope) => ids.has(envelope.id));
  const kept = state.pending.filter((envelope) => !ids.has(envelope.id));
  const { pending, visible, refused } = rebase(state.confirmed, kept, []);
  return { state: { ...state, pending, visible }, remote: [], refused: [...gone, ...refused], gap: false };
}

function rebase(confirmed: Project, waiting: readonly EditEnvelope[], remote: readonly Edit[]) {
  const pending: EditEnvelope[] = [];
  const refused: EditEnvelope[] = [];
  let visible = confirmed;
  for (const envelope of waiting) {
    const next = remote.some((edit) => conflicts(envelope.edit, edit)) ? null : tryApply(visible, envelope.edit);
    if (next === null) {
      refused.push(envelope);
      continue;
    }
    pending.push(envelope);
    visible = next;
  }
  return { pending, refused, visible };
}

function tryApply(project: Project, edit: Edit): Project | null {
  try {
    return apply(project, edit);
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}
