import type { ServerResponse } from 'node:http';
import type { EventSource, SentEvent } from './handler.ts';

/** So often a silent stream says that it is alive, to proxies and to itself. */
const HEARTBEAT_MS = 15_000;

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
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS);
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
