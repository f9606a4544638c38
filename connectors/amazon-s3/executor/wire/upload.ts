import type { ClientRequest } from 'node:http';
import type { Sink } from '../../../../shared/runs/payload.ts';
import type { Watch } from './watch.ts';
import { STALLED, TRUNCATED, WireFailure } from './wire-failure.ts';

/** A body that is made while it is sent. */
export interface StreamBody {
  /** In bytes: exactly as many are sent, or the request is cut. */
  readonly length: number;
  /** Whether `send` can be called again. */
  readonly repeatable: boolean;
  send(sink: Sink, signal: AbortSignal): Promise<void>;
}

export type Body = Uint8Array | StreamBody;

/** Writes a streamed body into a request, one chunk at a time, so that a chunk's memory is free when its promise resolves. */
export class Upload {
  readonly #request: ClientRequest;
  readonly #body: StreamBody;
  readonly #watch: Watch;
  readonly #stallMs: number;
  readonly #stop = new AbortController();
  #sent = 0;
  #stopped: WireFailure | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(request: ClientRequest, body: StreamBody, watch: Watch, stallMs: number) {
    this.#request = request;
    this.#body = body;
    this.#watch = watch;
    this.#stallMs = stallMs;
  }

  /** Whether every byte has been handed to the connection. */
  get allSent(): boolean {
    return this.#sent === this.#body.length;
  }

  /**
   * Sends the body and ends the request. A body that turns out too short or too long never ends the request: the caller
   * must destroy it. @throws whatever the body's maker throws, or {WireFailure}
   */
  async run(): Promise<void> {
    await this.#body.send((chunk) => this.#take(chunk), this.#stop.signal);
    if (this.#stopped) throw this.#stopped;
    if (this.#sent !== this.#body.length) throw new WireFailure(TRUNCATED);
    this.#request.end();
  }

  /** Stops the maker of the body: the request has failed, or was answered already. */
  stop(failure: WireFailure): void {
    if (this.#stopped) return;
    this.#stopped = failure;
    this.#reject?.(failure);
    this.#stop.abort(failure);
  }

  #take(chunk: Uint8Array): Promise<void> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    this.#sent += chunk.length;
    if (this.#sent > this.#body.length) return Promise.reject(new WireFailure(TRUNCATED));
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#watch.expect(this.#stallMs, STALLED);
      this.#request.write(chunk, (error) => {
        this.#watch.rest();
        this.#reject = undefined;
        if (error) reject(this.#stopped ?? error);
        else resolve();
      });
    });
  }
}
