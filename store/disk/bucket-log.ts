import { closeSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { type BucketEvent, eventSchema } from './records.ts';

const READ_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** What a log held: how many lines, and where the last whole one ends. */
export interface LogExtent {
  readonly lines: number;
  readonly bytes: number;
}

function writeAll(file: number, data: Buffer, position: number): void {
  for (let at = 0; at < data.length; ) at += writeSync(file, data, at, data.length - at, position + at);
}

function parseLine(path: string, line: string, number: number): BucketEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${path}, line ${number} is not JSON: the store's folder is damaged`);
  }
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${path}, line ${number} is no event of this version of the store: ${parsed.error.message}`);
}

/**
 * Reads a log from its beginning. A last line without its newline is what a crash in mid-write leaves: it was never
 * answered for, so it is left out.
 */
export function readLog(path: string, apply: (event: BucketEvent) => void): LogExtent {
  const file = openSync(path, 'r');
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  let bytes = 0;
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      const count = readSync(file, buffer);
      if (count === 0) return { lines, bytes };
      const data = rest.length === 0 ? buffer.subarray(0, count) : Buffer.concat([rest, buffer.subarray(0, count)]);
      const end = data.lastIndexOf(NEWLINE) + 1;
      rest = data.subarray(end);
      for (const line of data.toString('utf8', 0, end).split('\n')) {
        if (line === '') continue;
        lines += 1;
        apply(parseLine(path, line, lines));
      }
      bytes += end;
    }
  } finally {
    closeSync(file);
  }
}

/** Writes a new log and puts it in the old one's place in one step. */
export function replaceLog(path: string, events: Iterable<BucketEvent>): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    let lines: string[] = [];
    let bytes = 0;
    const flush = (): void => {
      const data = Buffer.from(lines.join(''), 'utf8');
      writeAll(file, data, bytes);
      bytes += data.length;
      lines = [];
    };
    for (const event of events) {
      lines.push(`${JSON.stringify(event)}\n`);
      if (lines.length >= 1000) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** A log open for appending. Writing is synchronous: when `append` returns, the event has happened. */
export class BucketLog {
  readonly #file: number;
  #bytes: number;

  constructor(path: string, extent: LogExtent) {
    this.#file = openSync(path, 'r+', 0o600);
    this.#bytes = extent.bytes;
    ftruncateSync(this.#file, this.#bytes);
  }

  /** @throws Error when the disk refuses; nothing has happened then */
  append(events: readonly BucketEvent[]): void {
    const data = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''), 'utf8');
    try {
      writeAll(this.#file, data, this.#bytes);
      this.#bytes += data.length;
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
