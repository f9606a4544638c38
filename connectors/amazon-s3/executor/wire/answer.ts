import type { Sink } from '../../../../shared/runs/payload.ts';
import type { Head } from './http/head.ts';
import type { Forwarding } from './http/opened.ts';
import type { Watch } from './watch.ts';
import { STALLED, TRUNCATED, WireFailure } from './wire-failure.ts';

/** Bodies that are not content (errors, lists) are text of at most this length. */
const TEXT_LIMIT = 64 * 1024 * 1024;

/** Where an answer's body comes from. */
export interface BodySource {
  /** More would be taken now. */
  resume(): void;
  /** The body is given up before its end. */
  giveUp(failure: WireFailure): void;
  /** The whole body has been taken: nobody uses its memory any more. */
  taken(): void;
}

interface Reading {
  readonly sink: Sink;
  left: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The answer to a request, its body still to be read: by {@link read}, {@link text} or {@link discard}, exactly one of them. */
export class Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The proxy that made the request for us, if one did: the answer may be its own. */
  readonly forwarding: Forwarding | undefined;
  readonly #watch: Watch;
  readonly #stallMs: number;
  /** Undefined when the whole body is here. */
  #source: BodySource | undefined;
  readonly #taken: () => void;
  #failure: WireFailure | undefined;
  #reading: Reading | undefined;
  #waiting: Uint8Array[] = [];
  #taking = false;

  constructor(head: Head, source: BodySource, watch: Watch, stallMs: number, forwarding?: Forwarding) {
    this.status = head.status;
    this.headers = head.headers;
    this.#source = source;
    this.#taken = source.taken;
    this.forwarding = forwarding;
    this.#watch = watch;
    this.#stallMs = stallMs;
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

  /** Whether all of the body is here already. */
  get whole(): boolean {
    return this.#source === undefined && this.#failure === undefined;
  }

  /** Whether another chunk would be passed on at once. */
  get flowing(): boolean {
    return this.#reading !== undefined && !this.#taking && this.#waiting.length === 0;
  }

  /** Whether memory of chunks is in use. */
  get holds(): boolean {
    return this.#taking || this.#waiting.length > 0;
  }

  /** A chunk has come. */
  push(chunk: Uint8Array): void {
    if (this.#failure) return;
    if (this.flowing && this.#reading) this.#give(chunk, this.#reading);
    else this.#waiting.push(chunk);
  }

  /** The body has come to its end. */
  end(): void {
    this.#source = undefined;
    this.#watch.rest();
    if (this.flowing) this.#finish();
  }

  /** Ends the exchange with an error: whoever reads gets it. */
  fail(failure: WireFailure): void {
    this.#failure ??= failure;
    this.#waiting = [];
    const source = this.#source;
    this.#source = undefined;
    source?.giveUp(failure);
    this.#reject(this.#failure);
  }

  /** Gives the body up. */
  discard(): void {
    if (this.#source) this.fail(new WireFailure(TRUNCATED));
    else this.#waiting = [];
  }

  /**
   * Feeds the body to the sink; only as fast as it takes it; past `limit` bytes the rest is given up.
   * @throws {WireFailure}, or what the sink throws.
   */
  read(sink: Sink, limit = Number.POSITIVE_INFINITY): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#reading = { sink, left: limit, resolve, reject };
      this.#goOn();
    });
  }

  /** The whole body as text, UTF-8. For XML, never for content. @throws {WireFailure} */
  async text(): Promise<string> {
    const chunks: Uint8Array[] = [];
    await this.read((chunk) => {
      chunks.push(Buffer.from(chunk));
    }, TEXT_LIMIT);
    return chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8');
  }

  #goOn(): void {
    for (;;) {
      const reading = this.#reading;
      if (!reading || this.#taking) return;
      const chunk = this.#waiting.shift();
      if (chunk) this.#give(chunk, reading);
      else break;
    }
    if (this.#reading?.left === 0 || !this.#source) this.#finish();
    else {
      this.#watch.expect(this.#stallMs, STALLED);
      this.#source.resume();
    }
  }

  #give(chunk: Uint8Array, reading: Reading): void {
    const part = chunk.length <= reading.left ? chunk : chunk.subarray(0, reading.left);
    reading.left -= part.length;
    try {
      const taken = part.length > 0 ? reading.sink(part) : undefined;
      if (taken) {
        this.#taking = true;
        this.#watch.rest();
        taken.then(
          () => {
            this.#taking = false;
            this.#goOn();
          },
          (error: unknown) => {
            this.#taking = false;
            this.#abandon(error);
          },
        );
      } else if (reading.left === 0) this.#finish();
      else if (this.#source) this.#watch.expect(this.#stallMs, STALLED);
    } catch (error) {
      this.#abandon(error);
    }
  }

  #finish(): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#watch.rest();
    const whole = !this.#source && reading !== undefined && this.#waiting.length === 0;
    this.discard();
    if (whole) this.#taken();
    reading?.resolve();
  }

  /** The sink takes no more. */
  #abandon(error: unknown): void {
    this.#reject(error);
    this.fail(new WireFailure(TRUNCATED, error));
  }

  #reject(error: unknown): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#watch.rest();
    reading?.reject(error);
  }
}
