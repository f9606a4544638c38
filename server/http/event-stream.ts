import type { ServerResponse } from 'node:http';
import { ALIVE_EVENT, ALIVE_SECONDS } from '../../shared/api/events.ts';
import type { EventSource, SentEvent } from './handler.ts';

/** An event, not a comment: of comments a browser tells its page nothing. */
const ALIVE = `event: ${ALIVE_EVENT}\ndata:\n\n`;

/** A reader that is so far behind is cut off; it comes back and continues after the last event that it has. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Sends server-sent events (HTML standard, section 9.2) until the source ends or the caller goes away. */
export async function sendEvents(response: ServerResponse, source: EventSource, signal: AbortSignal): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  };
  write('retry: 1000\n\n');
  const heartbeat = setInterval(() => write(ALIVE), ALIVE_SECONDS * 1000);
  try {
    await source((event) => write(eventText(event)), signal);
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** JSON has no line ends of its own, so that the data is one line. */
function eventText({ type, data, id }: SentEvent): string {
  return `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
