import type { Connection } from './http/connection.ts';
import type { Watch } from './watch.ts';
import { STALLED, TRUNCATED, WireFailure } from './wire-failure.ts';

/**
 * Takes a chunk of a body, and a few characters (ASCII) to be sent right before it. A returned promise holds the maker back; the
 * chunk's memory is free once it has been taken.
 */
export type Outlet = (chunk: Uint8Array, before?: string) => void | Promise<void>;

/** A body that is made while it is sent. */
export interface StreamBody {
  /** In bytes: exactly as many are sent, or the request is cut. */
  readonly length: number;
  /** Whether `send` can be called again. */
  readonly repeatable: boolean;
  send(outlet: Outlet, signal: AbortSignal): Promise<void>;
}

export type Body = Uint8Array | StreamBody;

const NOTHING = Buffer.alloc(0);

/** Writes a request with a streamed body, one chunk at a time, so that a chunk's memory is free when it has been taken. */
export class Upload {
  readonly #connection: Connection;
  readonly #body: StreamBody;
  readonly #watch: Watch;
  readonly #stallMs: number;
  readonly #stop = new AbortController();
  /** Sent together with the first chunk. */
  #head: string;
  #sent = 0;
  #stopped: WireFailure | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(connection: Connection, head: string, body: StreamBody, watch: Watch, stallMs: number) {
    this.#connection = connection;
    this.#head = head;
    this.#body = body;
    this.#watch = watch;
    this.#stallMs = stallMs;
  }

  /** Whether every byte has been handed to the connection. */
  get allSent(): boolean {
    return this.#sent === this.#body.length && this.#head === '';
  }

  /**
   * Sends head and body. A body that turns out too short or too long leaves a request that is not whole: the caller must
   * destroy the connection. @throws whatever the body's maker throws, or {WireFailure}
   */
  async run(): Promise<void> {
    await this.#body.send((chunk, before = '') => this.#take(chunk, before), this.#stop.signal);
    if (this.#stopped) throw this.#stopped;
    if (this.#sent !== this.#body.length) throw new WireFailure(TRUNCATED);
    if (this.#head !== '') await this.#take(NOTHING, '');
  }

  /** Stops the maker of the body: the request has failed, or was answered already. */
  stop(failure: WireFailure): void {
    if (this.#stopped) return;
    this.#stopped = failure;
    this.#reject?.(failure);
    this.#stop.abort(failure);
  }

  #take(chunk: Uint8Array, before: string): void | Promise<void> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    this.#sent += before.length + chunk.length;
    if (this.#sent > this.#body.length) return Promise.reject(new WireFailure(TRUNCATED));
    const first = this.#head;
    this.#head = '';
    if (this.#connection.write(chunk, first + before)) return undefined;
    this.#watch.expect(this.#stallMs, STALLED);
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#connection.drained(() => {
        this.#watch.rest();
        this.#reject = undefined;
        resolve();
      });
    });
  }
}
