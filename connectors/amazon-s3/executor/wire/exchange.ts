import type { Origin } from './address.ts';
import { Answer } from './answer.ts';
import type { Connection, Exchanging } from './http/connection.ts';
import type { Connections } from './http/connections.ts';
import type { Head } from './http/head.ts';
import { giveSmall, SMALL, takeSmall } from './http/small-memory.ts';
import { requestHead } from './request-head.ts';
import { type Body, type StreamBody, Upload } from './upload.ts';
import { Watch } from './watch.ts';
import { ANSWER_TIMEOUT, ANSWERED_EARLY, CANCELED, CONNECT_TIMEOUT, TRUNCATED, WireFailure } from './wire-failure.ts';

/** How long to wait, in milliseconds: for a connection, for the head of the answer, for the next byte of a body. */
export interface Timing {
  readonly connectMs: number;
  readonly answerMs: number;
  readonly stallMs: number;
}

export interface WireRequest {
  readonly origin: Origin;
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
}

/**
 * Sends one request over a pooled connection and gives the answer as soon as its head is there. One request, one try:
 * redirects and retries are the caller's. A canceled exchange destroys its connection, also while the answer's body is read.
 * @throws {WireFailure}, or what the maker of a streamed body throws.
 */
export function exchange(
  request: WireRequest,
  pools: Connections,
  timing: Timing,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) return Promise.reject(new WireFailure(CANCELED, signal.reason));
  return new Promise((resolve, reject) => {
    new Exchange(request, pools, timing, signal, resolve, reject).begin();
  });
}

class Exchange implements Exchanging {
  readonly method: string;
  readonly #request: WireRequest;
  readonly #pools: Connections;
  readonly #timing: Timing;
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #watch = new Watch((errno) => this.#fail(this.#connection.explain(new WireFailure(errno))));
  readonly #cancel = () => this.#fail(new WireFailure(CANCELED, this.#signal.reason));
  readonly #head: string;
  readonly #connection: Connection;
  #answer: Answer | undefined;
  #upload: Upload | undefined;
  /** The whole request is with the connection. */
  #uploaded = false;
  /** The whole answer has come; with it, whether the connection can be used again. */
  #ended: { keepAlive: boolean } | undefined;
  #over = false;
  /** For the body of a small answer. */
  #memory: Buffer | undefined;
  #kept = 0;

  constructor(
    request: WireRequest,
    pools: Connections,
    timing: Timing,
    signal: AbortSignal,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ) {
    this.method = request.method;
    this.#request = request;
    this.#pools = pools;
    this.#timing = timing;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#head = requestHead(request);
    this.#connection = pools.take(request.origin);
  }

  get flowing(): boolean {
    return this.#answer?.flowing === true;
  }

  get holds(): boolean {
    return this.#answer?.holds === true;
  }

  begin(): void {
    this.#signal.addEventListener('abort', this.#cancel, { once: true });
    if (!this.#connection.used) this.#watch.expect(this.#timing.connectMs, CONNECT_TIMEOUT);
    this.#connection.begin(this);
  }

  ready(): void {
    const { body } = this.#request;
    const { forwarding } = this.#connection;
    const head = forwarding ? requestHead(this.#request, forwarding) : this.#head;
    if (body === undefined || (body instanceof Uint8Array && body.length <= SLICE)) {
      this.#connection.write(body ?? NOTHING, head);
      this.#sent();
      return;
    }
    this.#watch.rest();
    const { stallMs } = this.#timing;
    const streamed = body instanceof Uint8Array ? sliced(body) : body;
    this.#upload = new Upload(this.#connection, head, streamed, this.#watch, stallMs);
    this.#upload.run().then(
      () => this.#sent(),
      (error: unknown) => {
        if (!this.#answer || this.#answer.status < 300) this.#fail(error);
      },
    );
  }

  head(head: Head): void {
    this.#watch.rest();
    const source = {
      resume: () => this.#connection.resume(),
      giveUp: () => this.#close(false),
      taken: () => this.#forget(),
    };
    const answer = new Answer(head, source, this.#watch, this.#timing.stallMs, this.#connection.forwarding);
    this.#answer = answer;
    if (this.#uploaded) this.#resolve(answer);
    else if (answer.status >= 300) {
      // A refusal before the whole body is sent: the rest is not sent, and the connection is not used again.
      this.#upload?.stop(new WireFailure(ANSWERED_EARLY));
      this.#resolve(answer);
    } else if (!this.#upload?.allSent) this.#fail(new WireFailure(ANSWERED_EARLY));
  }

  body(chunk: Uint8Array, kept: boolean): void {
    this.#answer?.push(kept ? chunk : this.#keep(chunk));
  }

  end(keepAlive: boolean): void {
    this.#ended = { keepAlive };
    const refused = !this.#uploaded && (this.#answer?.status ?? 0) >= 300;
    if (this.#uploaded || refused) this.#close(keepAlive && !refused);
    this.#answer?.end();
  }

  lost(failure: WireFailure): void {
    this.#fail(failure.errno === 'ECONNRESET' && this.#answer ? new WireFailure(TRUNCATED, failure) : failure);
  }

  /** The whole request has been sent. */
  #sent(): void {
    this.#uploaded = true;
    if (this.#ended) this.#close(this.#ended.keepAlive);
    if (this.#answer) this.#resolve(this.#answer);
    else if (!this.#over) this.#watch.expect(this.#timing.answerMs, ANSWER_TIMEOUT);
  }

  #keep(chunk: Uint8Array): Uint8Array {
    const end = this.#kept + chunk.length;
    if (chunk.length < WORTHWHILE || end > SMALL) return Buffer.from(chunk);
    this.#memory ??= takeSmall();
    this.#memory.set(chunk, this.#kept);
    const copy = this.#memory.subarray(this.#kept, end);
    this.#kept = end;
    return copy;
  }

  #forget(): void {
    const memory = this.#memory;
    this.#memory = undefined;
    if (memory) giveSmall(memory);
  }

  #fail(error: unknown): void {
    this.#watch.rest();
    this.#close(false);
    if (error instanceof WireFailure) {
      this.#upload?.stop(error);
      this.#answer?.fail(error);
    }
    this.#reject(error);
  }

  #close(reusable: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#cancel);
    if (reusable) this.#pools.put(this.#connection);
    else this.#pools.drop(this.#connection);
  }
}

const NOTHING = Buffer.alloc(0);
/** Less than this is allocated as cheaply. */
const WORTHWHILE = 2048;
/** A body of up to this many bytes is written at once; a longer one in slices, so that a stall is noticed. */
const SLICE = 256 * 1024;

function sliced(bytes: Uint8Array): StreamBody {
  return {
    length: bytes.length,
    repeatable: true,
    send: async (outlet) => {
      for (let offset = 0; offset < bytes.length; offset += SLICE) await outlet(bytes.subarray(offset, offset + SLICE));
    },
  };
}
