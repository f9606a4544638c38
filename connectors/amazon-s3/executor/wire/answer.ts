import type { IncomingMessage } from 'node:http';
import type { Sink } from '../../../../shared/runs/payload.ts';
import type { Watch } from './watch.ts';
import { STALLED, TRUNCATED, WireFailure, wireFailure } from './wire-failure.ts';

/** Bodies that are not content (errors, lists) are text of at most this length. */
const TEXT_LIMIT = 64 * 1024 * 1024;

/** The answer to a request, its body still to be read: by {@link read}, {@link text} or {@link discard}, exactly one of them. */
export class Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #message: IncomingMessage;
  readonly #watch: Watch;
  readonly #stallMs: number;
  #failure: WireFailure | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(message: IncomingMessage, watch: Watch, stallMs: number) {
    this.status = message.statusCode ?? 0;
    this.headers = flatHeaders(message);
    this.#message = message;
    this.#watch = watch;
    this.#stallMs = stallMs;
    message.on('error', (error) => this.fail(wireFailure(error)));
    message.on('close', () => {
      if (!message.complete) this.fail(new WireFailure(TRUNCATED));
    });
  }

  /** The body's length as announced; undefined when it is not. */
  get length(): number | undefined {
    const text = this.headers['content-length'];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** Whether the body can still be had: nothing has gone wrong with the connection. */
  get sound(): boolean {
    return this.#failure === undefined;
  }

  /** Calls back when the body has been read to its end. */
  onEnd(callback: () => void): void {
    this.#message.on('end', callback);
  }

  /** Ends the exchange with an error: whoever reads gets it. */
  fail(failure: WireFailure): void {
    this.#failure ??= failure;
    this.#message.destroy();
    this.#reject?.(this.#failure);
  }

  /** Gives the body up. */
  discard(): void {
    if (this.#message.complete) this.#message.resume();
    else this.fail(new WireFailure(TRUNCATED));
  }

  /**
   * Feeds the body to the sink, whose chunks are no longer there once the promise it returned has resolved; only as fast as it takes it; past `limit` bytes the rest is given up.
   * @throws {WireFailure}, or what the sink throws.
   */
  read(sink: Sink, limit = Number.POSITIVE_INFINITY): Promise<void> {
    const message = this.#message;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let left = limit;
    let ended = false;
    let taking = false;
    let allRead = false;
    const end = (finish: () => void) => {
      if (ended) return;
      ended = true;
      this.#watch.rest();
      finish();
    };
    const giveUp = (error: unknown) =>
      end(() => {
        message.destroy();
        reject(error);
      });
    const next = () => {
      taking = false;
      if (allRead) end(resolve);
      if (ended) return;
      if (left === 0) {
        end(() => {
          this.discard();
          resolve();
        });
        return;
      }
      this.#watch.expect(this.#stallMs, STALLED);
      message.resume();
    };
    this.#reject = giveUp;
    if (this.#failure) giveUp(this.#failure);
    message.on('data', (chunk: Buffer) => {
      if (ended) return;
      const part = chunk.length <= left ? chunk : chunk.subarray(0, left);
      left -= part.length;
      try {
        const taken = sink(part);
        if (taken === undefined) {
          if (left === 0) next();
          else this.#watch.expect(this.#stallMs, STALLED);
          return;
        }
        taking = true;
        message.pause();
        this.#watch.rest();
        taken.then(() => {
          release(chunk);
          next();
        }, giveUp);
      } catch (error) {
        giveUp(error);
      }
    });
    // A paused stream may still tell its end, before the sink has taken the last chunk.
    message.on('end', () => {
      allRead = true;
      if (!taking) end(resolve);
    });
    next();
    return promise;
  }

  /** The whole body as text, UTF-8. For XML, never for content. @throws {WireFailure} */
  async text(): Promise<string> {
    const chunks: Uint8Array[] = [];
    await this.read((chunk) => {
      chunks.push(chunk);
    }, TEXT_LIMIT);
    return Buffer.concat(chunks).toString('utf8');
  }
}

function flatHeaders(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

/**
 * Gives the memory of a chunk back at once, where it has its own: at a gigabyte a second the garbage collector comes late, and a
 * transfer would hold a hundred megabytes of chunks that nobody needs any more.
 */
function release(chunk: Buffer): void {
  const memory = chunk.buffer;
  if (chunk.byteLength === memory.byteLength && memory instanceof ArrayBuffer) memory.transfer(0);
}
