import type { z } from 'zod';
import type { ProjectEvent } from '../../shared/api/events.ts';
import type { ProjectState } from '../../shared/api/project-replies.ts';
import { projectRoutes } from '../../shared/api/routes/project-routes.ts';
import { ApiError, isPassing, unreachable } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { openEventStream } from '../api/event-stream.ts';
import { CLIENT_ID } from './client-id.ts';
import { openSession, type ProjectSession, type SessionListeners } from './project-session.ts';

export interface ProjectLink {
  session: ProjectSession;
  close(): void;
}

export interface LinkListeners extends SessionListeners {
  event(event: Exclude<ProjectEvent, { type: 'edit' | 'ready' }>): void;
  /** What the server says now, after events may have been missed. The document itself is followed by edits. */
  refreshed(state: z.output<typeof ProjectState>): void;
  /** The stream of events broke, or is there again: the session may have ended, or what one may do may have changed. */
  recheck(): void;
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

  const refresh = async () => {
    try {
      listeners.refreshed(await call(projectRoutes.getProject, { params }));
    } catch (error) {
      if (!isPassing(error)) listeners.failed(error);
    }
  };

  /** A run may have moved on between loading the project and hearing its events. */
  const ready = (revision: number) => {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    listeners.live(true);
    if (revision > session.view().revision) void session.catchUp();
    // What changes from now on ends the stream again; what has changed before is heard by asking.
    if (!isFirst) listeners.recheck();
    if (!isFirst || start.lastRuns.some((run) => run.endedAt === null)) void refresh();
    isFirst = false;
  };

  const stream = openEventStream(start.project.id, CLIENT_ID, {
    revision: () => session.view().revision,
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

  /** Leaving now would lose what is not saved: the browser asks. */
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (session.view().saveStatus !== 'saved') event.preventDefault();
  };
  addEventListener('beforeunload', beforeUnload);

  return {
    session,
    close() {
      removeEventListener('beforeunload', beforeUnload);
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
