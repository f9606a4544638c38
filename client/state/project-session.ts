import type { StoredEdit } from '../../shared/api/project-replies.ts';
import { type Edit, EditEnvelope, MAX_BATCH, simpleEdits } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import { newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError, isPassing } from '../api/api-error.ts';
import { messageOf } from '../api/message-of.ts';
import {
  afterRefusal,
  afterRemote,
  type History,
  type HistoryEntry,
  NO_HISTORY,
  recorded,
  redone,
  undone,
} from './history.ts';
import { addEdit, type Received, receive, restart, type SyncState, startSync, withoutEdits } from './sync.ts';

/** The server, as an open project needs it. */
export interface ProjectServer {
  /** @throws {ApiError} `edit-conflict` when nothing was applied because others changed the same things. */
  sendEdits(baseRevision: number, edits: EditEnvelope[]): Promise<{ revision: number; missed: StoredEdit[] }>;
  listEdits(after: number): Promise<StoredEdit[]>;
  load(): Promise<{ project: Project; revision: number }>;
  /** Resolves after a time to wait before trying again; `attempt` counts from 0. */
  pause(attempt: number): Promise<void>;
}

export type SaveStatus = 'saved' | 'saving' | 'offline';

export interface SessionView {
  project: Project;
  revision: number;
  saveStatus: SaveStatus;
  undoLabel: string | null;
  /** Tells the change that would be taken back from others of the same label. */
  undoId: string | null;
  redoLabel: string | null;
}

export interface SessionListeners {
  changed(view: SessionView): void;
  /** Own edits were refused; `reason` is null when somebody else had changed the same things. */
  refused(edits: readonly EditEnvelope[], reason: string | null): void;
  /** Saving stopped for good: the project is gone, or the server answers what nobody understands. */
  failed(error: unknown): void;
}

/** The most edits sent at once. */
const SEND_LIMIT = 500;

/**
 * An open project: takes edits at once, saves them in the background one request at a time, and takes in what others
 * change. @throws from `edit`, `undo` and `redo`: {EditError} when the edit does not fit; nothing has changed then.
 */
export interface ProjectSession {
  view(): SessionView;
  edit(label: string, edit: Edit): void;
  /** Takes the last change back. False when there is none, or when somebody else changed the same thing since. */
  undo(): boolean;
  redo(): boolean;
  receive(stored: readonly StoredEdit[]): void;
  /** Fetches everything after the revision known. */
  catchUp(): Promise<void>;
  /** Takes the document as the server has it now, older as it may be: its database was put back to what it was. */
  startOver(): Promise<void>;
  /** Resolves once everything is saved; never while the server is away. */
  whenSaved(): Promise<void>;
  /** The labels of the edits that the server has not acknowledged. */
  unsaved(): string[];
  /** Nobody looks any more: nothing is shown of what happens. What is not saved yet still is. */
  close(): void;
  /** What is not saved yet never is. */
  drop(): void;
}

export function openSession(
  start: { project: Project; revision: number },
  server: ProjectServer,
  listeners: SessionListeners,
): ProjectSession {
  let sync: SyncState = startSync(start.project, start.revision);
  let history: History = NO_HISTORY;
  let sending = false;
  let offline = false;
  let closed = false;
  let dropped = false;
  let waiters: (() => void)[] = [];

  const view = (): SessionView => ({
    project: sync.visible,
    revision: sync.revision,
    saveStatus: sync.pending.length === 0 ? 'saved' : offline ? 'offline' : 'saving',
    undoLabel: history.past.at(-1)?.label ?? null,
    undoId: history.past.at(-1)?.envelopeId ?? null,
    redoLabel: history.future.at(-1)?.label ?? null,
  });

  const changed = () => {
    if (sync.pending.length === 0) {
      for (const resolve of waiters) resolve();
      waiters = [];
    }
    if (!closed) listeners.changed(view());
  };

  const take = (received: Received, reason: string | null) => {
    sync = received.state;
    history = afterRemote(history, received.remote);
    history = afterRefusal(history, new Set(received.refused.map((envelope) => envelope.id)));
    changed();
    if (received.refused.length > 0 && !dropped) listeners.refused(received.refused, reason);
  };

  const makeEnvelope = (label: string, edit: Edit): EditEnvelope => {
    if (simpleEdits(edit).length > MAX_BATCH)
      throw new EditError('edit-too-large', 'It is more than can be changed at once. Do it in several parts.');
    return EditEnvelope.parse({ id: newId('edt'), label: label.slice(0, 200), edit });
  };

  const submit = (envelope: EditEnvelope) => {
    sync = addEdit(sync, envelope);
  };

  const saveSoon = () => {
    changed();
    if (!sending) void save();
  };

  const save = async () => {
    sending = true;
    let attempt = 0;
    while (sync.pending.length > 0 && !dropped) {
      try {
        await saveOnce();
        attempt = 0;
        offline = false;
      } catch (error) {
        if (!isPassing(error)) {
          sending = false;
          return closed ? giveUp(messageOf(error)) : listeners.failed(error);
        }
        offline = true;
        changed();
        await server.pause(attempt);
        attempt += 1;
      }
    }
    sending = false;
    changed();
  };

  /** Nobody is there to go on with what can't be saved. */
  const giveUp = (reason: string) =>
    take(withoutEdits(sync, new Set(sync.pending.map((envelope) => envelope.id))), reason);

  const saveOnce = async () => {
    const edits = sync.pending.slice(0, SEND_LIMIT);
    const base = sync.revision;
    try {
      const reply = await server.sendEdits(base, edits);
      offline = false;
      take(receive(sync, acknowledged(base, edits, reply)), null);
      if (sync.revision < reply.revision) await fetchMissing();
    } catch (error) {
      if (!(error instanceof ApiError) || isPassing(error)) throw error;
      await fetchMissing();
      if (error.code !== 'edit-conflict')
        take(withoutEdits(sync, new Set(edits.map((envelope) => envelope.id))), error.message);
      // Nobody's edits stand against them: the server no longer has what they were made on, and would refuse them for ever.
      else if (sync.revision === base) await reload();
    }
  };

  const fetchMissing = async () => {
    const missing = await server.listEdits(sync.revision);
    offline = false;
    const received = receive(sync, missing);
    if (!received.gap) return take(received, null);
    await reload();
  };

  const reload = async () => {
    const { project, revision } = await server.load();
    offline = false;
    take(restart(sync, project, revision), null);
  };

  /** Where it fails, what is known stays; a design that one may not look at (any more) is none to follow. */
  const inBackground = async (fetching: () => Promise<void>) => {
    try {
      await fetching();
    } catch (error) {
      const isHidden = error instanceof ApiError && error.code === 'not-allowed';
      if (!closed && !isPassing(error) && !isHidden) listeners.failed(error);
    }
  };

  const step = (entry: HistoryEntry | undefined, verb: string): HistoryEntry | null => {
    if (!entry || entry.stale) return null;
    const back = inverse(sync.visible, entry.edit);
    const envelope = makeEnvelope(`${verb}: ${entry.label}`, entry.edit);
    submit(envelope);
    return { label: entry.label, envelopeId: envelope.id, edit: back, stale: false };
  };

  return {
    view,
    edit(label, edit) {
      const back = inverse(sync.visible, edit);
      const envelope = makeEnvelope(label, edit);
      submit(envelope);
      history = recorded(history, { label, envelopeId: envelope.id, edit: back, stale: false });
      saveSoon();
    },
    undo() {
      const opposite = step(history.past.at(-1), 'Undo');
      if (!opposite) {
        history = { ...history, past: history.past.slice(0, -1) };
        changed();
        return false;
      }
      history = undone(history, opposite);
      saveSoon();
      return true;
    },
    redo() {
      const opposite = step(history.future.at(-1), 'Redo');
      if (!opposite) {
        history = { ...history, future: history.future.slice(0, -1) };
        changed();
        return false;
      }
      history = redone(history, opposite);
      saveSoon();
      return true;
    },
    receive(stored) {
      const received = receive(sync, stored);
      take(received, null);
      if (received.gap) void this.catchUp();
    },
    catchUp: () => inBackground(fetchMissing),
    startOver: () => inBackground(reload),
    whenSaved() {
      if (sync.pending.length === 0) return Promise.resolve();
      return new Promise((resolve) => waiters.push(resolve));
    },
    unsaved() {
      return sync.pending.map(({ label }) => label);
    },
    close() {
      closed = true;
      if (!sending) giveUp('The project is no longer open.');
    },
    drop() {
      closed = true;
      dropped = true;
      giveUp('');
    },
  };
}

/** The edits of a reply as stored: others' first, then the own ones, when the numbers leave no doubt about their order. */
function acknowledged(
  base: number,
  edits: readonly EditEnvelope[],
  reply: { revision: number; missed: readonly StoredEdit[] },
): StoredEdit[] {
  const at = new Date().toISOString();
  const first = base + reply.missed.length + 1;
  if (reply.revision !== first + edits.length - 1) return [...reply.missed];
  const own = edits.map((envelope, index): StoredEdit => ({ revision: first + index, clientId: '', envelope, at }));
  return [...reply.missed, ...own];
}
