import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectEvent } from '../../shared/api/events.ts';
import type { StoredEdit } from '../../shared/api/project-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Core, Execution } from '../core.ts';
import { messageOf } from '../database/log.ts';
import { ApiError } from '../http/api-error.ts';
import type { EventSource, SentEvent } from '../http/handler.ts';

type Parts = { core: Core; execution: Execution };

/** Something for the stream to do: pass an event on, or read everything anew. */
type Task = ProjectEvent | { type: 'resync' };

export interface StreamOptions {
  /** The last revision that the reader has. */
  after: number;
  /** Without it no edits are sent. */
  readsDesign: boolean;
  /** Whether the reader may have the same of the project in an environment. In another one the stream ends, and tells nothing of it. */
  staysIn(environmentId: Id): boolean;
}

/** How long a stream waits before it asks a database again that did not answer. */
const RETRY_MS = 500;

/**
 * What happens in a project from a revision on, each edit once and in order. Begins with the edits that were missed,
 * `ready`, and the state of environment, deployments and newest runs; the same comes again whenever events may have been
 * lost on the way, so that a reader need not ask for anything (but a log that is shown: read it again at `ready`).
 */
export function projectStream(
  { core, execution }: Parts,
  projectId: Id,
  { after, readsDesign, staysIn }: StreamOptions,
): EventSource {
  return async (send, signal) => {
    const tasks: Task[] = [{ type: 'resync' }];
    let wake = () => {};
    const add = (task: Task) => {
      tasks.push(task);
      wake();
    };
    const unsubscribe = await core.events.subscribe(projectId, {
      onEvent: add,
      onResync: () => add({ type: 'resync' }),
    });
    signal.addEventListener('abort', () => wake(), { once: true });
    let revision = after;

    const sendEdits = (edits: readonly StoredEdit[]) => {
      for (const edit of edits) {
        if (edit.revision <= revision) continue;
        revision = edit.revision;
        if (readsDesign) send(sent({ type: 'edit', edit }, revision));
      }
    };
    const missed = () => core.projects.editsAfter(projectId, revision);
    const resync = async () => {
      const { edits, revision: newest } = await missed();
      const environment = await execution.environmentOf(projectId);
      if (!staysIn(environment.id)) return true;
      sendEdits(edits);
      send(sent({ type: 'ready', revision: newest }, newest));
      send(sent({ type: 'environment', environment }));
      send(sent({ type: 'deployed', deployed: await execution.deployedOf(projectId) }));
      for (const run of await execution.lastRunsOf(projectId)) send(sent({ type: 'run', run }));
      return false;
    };
    /** Whether the stream is over with it. */
    const perform = async (task: Task): Promise<boolean> => {
      if (task.type === 'resync') return resync();
      if (task.type === 'environment' && !staysIn(task.environment.id)) return true;
      if (task.type !== 'edit') send(sent(task));
      else if (task.edit.revision > revision + 1) sendEdits((await missed()).edits);
      else sendEdits([task.edit]);
      return task.type === 'project-deleted';
    };

    try {
      while (!signal.aborted) {
        const task = tasks[0];
        if (task === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (tasks.length > 0 || signal.aborted) resolve();
          });
          continue;
        }
        try {
          if (await perform(task)) return;
          tasks.shift();
        } catch (error) {
          if (error instanceof ApiError && error.code === 'project-unknown') {
            send(sent({ type: 'project-deleted' }));
            return;
          }
          core.log.warn({ err: messageOf(error), projectId }, 'A project stream waits for the database');
          await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
        }
      }
    } finally {
      unsubscribe();
    }
  };
}

/** The revision is the event's id: with it a browser that lost its connection continues where it was. */
function sent(event: ProjectEvent, revision?: number): SentEvent {
  return { type: event.type, data: event, ...(revision === undefined ? {} : { id: String(revision) }) };
}
