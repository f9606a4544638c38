import type { z } from 'zod';
import type { ProjectEvent } from '../../shared/api/events.ts';
import type { ProjectState } from '../../shared/api/project-replies.ts';
import { projectRoutes } from '../../shared/api/routes/project-routes.ts';
import { ApiError, unreachable } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { openEventStream } from '../api/event-stream.ts';
import { CLIENT_ID } from './client-id.ts';
import { openSession, type ProjectSession, type SessionListeners } from './project-session.ts';

export interface ProjectLink {
  session: ProjectSession;
  /** Follows the project no more; what is not saved yet still is. */
  close(): void;
}

export interface LinkListeners extends SessionListeners {
  event(event: Exclude<ProjectEvent, { type: 'edit' | 'ready' }>): void;
  /** The stream of events broke: the session may have ended, or what one may do may have changed. */
  recheck(): void;
  /** The stream is there again, and tells by itself how things are in the project; anything else may have changed unheard. */
  back(): void;
  /** Whether what happens is heard of. A stream that is soon there again was never away. */
  live(isLive: boolean): void;
}

const PAUSES_MS = [500, 1000, 2000, 5000, 10_000];
const LOST_AFTER_MS = 3000;
/** A server that has gone without a word leaves its connections open: what gets no answer for so long is sent again. */
const ANSWER_MS = 30_000;

/** Connects an open project with the server: edits go out, events come in, both again after the connection was lost. */
export function openProjectLink(start: z.output<typeof ProjectState>, listeners: LinkListeners): ProjectLink {
  const params = { projectId: start.project.id };
  let isFirst = true;
  let isClosed = false;
  /** The revision from which on the stream was asked to tell. */
  let asked = 0;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;

  const session = openSession(
    start,
    {
      sendEdits: (baseRevision, edits) =>
        inTime((signal) =>
          call(projectRoutes.sendEdits, { params, body: { baseRevision, clientId: CLIENT_ID, edits } }, { signal }),
        ),
      listEdits: async (after) =>
        (await inTime((signal) => call(projectRoutes.listEdits, { params, query: { after } }, { signal }))).edits,
      load: () => call(projectRoutes.getProject, { params }),
      pause: (attempt) => pause(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0),
    },
    listeners,
  );

  const ready = (revision: number) => {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    listeners.live(true);
    if (revision > session.view().revision) void session.catchUp();
    // Edits are never taken away: the database was put back, from a backup.
    else if (revision < asked) void startOver();
    // What changes from now on ends the stream again; what has changed before is heard by asking.
    if (!isFirst) listeners.back();
    isFirst = false;
  };

  /** The stream tells nothing of what it believes to be known: it is asked for anew, from where the project is now. */
  const startOver = async () => {
    await session.startOver();
    if (isClosed || session.view().revision >= asked) return;
    stream.close();
    stream = listen();
  };

  const listen = () =>
    openEventStream(start.project.id, CLIENT_ID, {
      revision: () => {
        asked = session.view().revision;
        return asked;
      },
      lost: () => {
        lostTimer ??= setTimeout(() => listeners.live(false), LOST_AFTER_MS);
        listeners.recheck();
      },
      event(event) {
        if (event.type === 'edit') session.receive([event.edit]);
        else if (event.type === 'ready') ready(event.revision);
        else listeners.event(event);
      },
    });
  let stream = listen();

  /** Leaving now would lose what is not saved: the browser asks. */
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (session.view().saveStatus !== 'saved') event.preventDefault();
  };
  addEventListener('beforeunload', beforeUnload);

  return {
    session,
    close() {
      isClosed = true;
      void session.whenSaved().then(() => removeEventListener('beforeunload', beforeUnload));
      clearTimeout(lostTimer);
      stream.close();
      session.close();
    },
  };
}

/** @throws {ApiError} `offline` when it takes longer than {@link ANSWER_MS} */
async function inTime<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    return await ask(signal);
  } catch (error) {
    throw signal.aborted && !(error instanceof ApiError) ? unreachable() : error;
  }
}

/** Ends early when the computer says that it is connected again. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
  });
}
