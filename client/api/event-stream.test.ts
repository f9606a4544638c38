import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ALIVE_EVENT, ALIVE_SECONDS } from '../../shared/api/events.ts';
import { openEventStream } from './event-stream.ts';

/** The browser's own, as far as it is used. */
class Source extends EventTarget {
  static readonly opened: Source[] = [];
  readonly url: string;
  isClosed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string) {
    super();
    this.url = url;
    Source.opened.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  send(name: string, data = ''): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

const newest = (): Source => {
  const source = Source.opened.at(-1);
  if (!source) throw new Error('no stream was opened');
  return source;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.opened.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const lost = vi.fn();
  const event = vi.fn();
  const stream = openEventStream('prj_1', 'one', { revision: () => 7, event, lost });
  return { stream, lost, event };
}

const seconds = (count: number) => vi.advanceTimersByTime(count * 1000);

test('a stream that says that it is alive is kept, however little happens', () => {
  const { stream, lost, event } = open();
  newest().onopen?.();
  for (let beat = 0; beat < 100; beat += 1) {
    seconds(ALIVE_SECONDS);
    newest().send(ALIVE_EVENT);
  }
  expect(Source.opened).toHaveLength(1);
  expect(lost).not.toHaveBeenCalled();
  expect(event).not.toHaveBeenCalled();
  stream.close();
});

test('a stream that falls silent is given up and opened again, from the newest revision on', () => {
  const { stream, lost, event } = open();
  const first = newest();
  first.onopen?.();
  first.send('ready', JSON.stringify({ type: 'ready', revision: 7 }));
  expect(event).toHaveBeenCalledTimes(1);
  seconds(3 * ALIVE_SECONDS - 1);
  expect(lost).not.toHaveBeenCalled();
  seconds(2);
  expect(lost).toHaveBeenCalledTimes(1);
  expect(first.isClosed).toBe(true);
  expect(Source.opened).toHaveLength(2);
  expect(newest().url).toContain('after=7');
  // What the old connection still brings is too late to keep it.
  first.send(ALIVE_EVENT);
  first.onerror?.();
  expect(lost).toHaveBeenCalledTimes(1);
  newest().send('ready', JSON.stringify({ type: 'ready', revision: 8 }));
  expect(event).toHaveBeenCalledTimes(2);
  stream.close();
});

test('a server that takes the connection and answers nothing is tried again and again', () => {
  const { stream, lost } = open();
  for (let tries = 1; tries <= 4; tries += 1) {
    seconds(3 * ALIVE_SECONDS);
    expect(lost).toHaveBeenCalledTimes(tries);
    seconds(5);
    expect(Source.opened).toHaveLength(tries + 1);
  }
  stream.close();
});

test('a stream that was closed stays so', () => {
  const { stream, lost } = open();
  stream.close();
  seconds(60);
  expect(lost).not.toHaveBeenCalled();
  expect(Source.opened).toHaveLength(1);
  expect(newest().isClosed).toBe(true);
});
