import { ALIVE_EVENT, ALIVE_SECONDS, ProjectEvent } from '../../shared/api/events.ts';
import { projectRoutes } from '../../shared/api/routes/project-routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { routeUrl } from './route-url.ts';

const EVENT_NAMES = ProjectEvent.options.map((option) => option.shape.type.value);
const RETRY_MS = [250, 500, 1000, 2000, 5000];
/** The connection to a server that is frozen, or cut off, stays open for long, and brings nothing. */
const SILENT_MS = 3 * ALIVE_SECONDS * 1000;

export interface EventStream {
  close(): void;
}

export interface EventListeners {
  /** The revision up to which this browser has everything: asked at every connect. */
  revision(): number;
  event(event: ProjectEvent): void;
  /** The stream broke; it is opened again by itself. */
  lost(): void;
}

/** Subscribes to what happens in a project; reconnects for ever, from the newest revision known, until closed. */
export function openEventStream(projectId: Id, clientId: string, listeners: EventListeners): EventStream {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;

  const connect = () => {
    const query = { after: listeners.revision(), clientId };
    const opened = new EventSource(routeUrl(projectRoutes.projectEvents, { projectId }, query));
    source = opened;
    const lose = () => {
      opened.close();
      if (closed || source !== opened) return;
      source = null;
      clearTimeout(silence);
      listeners.lost();
      timer = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    };
    const heard = () => {
      if (closed || source !== opened) return;
      clearTimeout(silence);
      silence = setTimeout(lose, SILENT_MS);
    };
    heard();
    opened.onopen = heard;
    opened.onerror = lose;
    opened.addEventListener(ALIVE_EVENT, heard);
    for (const name of EVENT_NAMES) {
      opened.addEventListener(name, (message) => {
        failures = 0;
        heard();
        const event = parse(message.data);
        if (event && !closed) listeners.event(event);
      });
    }
  };

  connect();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(silence);
      source?.close();
    },
  };
}

/** An event this page does not know is left out: the server may be newer than the page. */
function parse(data: unknown): ProjectEvent | null {
  if (typeof data !== 'string') return null;
  try {
    return ProjectEvent.parse(JSON.parse(data));
  } catch {
    return null;
  }
}
