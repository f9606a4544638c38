import { ChunkedBody } from './chunked-body.ts';
import { CHUNKED, type Head, LARGEST_HEAD, parseHead, refused, UNTIL_CLOSE } from './head.ts';

/** Told what an answer consists of, in order. */
export interface AnswerParts {
  head(head: Head): void;
  /** The chunk is part of what was pushed: its memory is the pusher's. */
  body(chunk: Uint8Array): void;
  /** The answer is whole. */
  end(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Takes one answer apart, whichever way its bytes are cut. Interim answers (1xx) are passed over. */
export class AnswerParser {
  readonly #method: string;
  readonly #parts: AnswerParts;
  #started = Buffer.alloc(0);
  #head: Head | undefined;
  #left = 0;
  #chunked: ChunkedBody | undefined;
  #ended = false;
  #begun = false;

  /** @param method of the request */
  constructor(method: string, parts: AnswerParts) {
    this.#method = method;
    this.#parts = parts;
  }

  /** Whether any byte has come. */
  get begun(): boolean {
    return this.#begun;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** How many bytes of the body are still to come; infinite when nobody knows. */
  get left(): number {
    return this.#head && !this.#chunked && this.#head.length !== UNTIL_CLOSE ? this.#left : Number.POSITIVE_INFINITY;
  }

  /** Gives how many of the bytes belong to the answer: fewer than there are, when more follow than it has. @throws {WireFailure} */
  push(bytes: Buffer): number {
    if (bytes.length > 0) this.#begun = true;
    let at = 0;
    while (!this.#head) {
      const next = this.#takeHead(bytes, at);
      if (next < 0) return bytes.length;
      at = next;
    }
    return this.#ended ? at : this.#takeBody(bytes, at);
  }

  /** The connection has been closed by the storage; whether that makes the answer whole. */
  close(): boolean {
    if (!this.#ended && this.#head?.length === UNTIL_CLOSE) this.#end();
    return this.#ended;
  }

  /** Gives where the bytes go on after the head, or -1 while it is not whole. */
  #takeHead(bytes: Buffer, from: number): number {
    const before = this.#started.length;
    // Only so much of what came before is looked at again as an end that is cut in two may need.
    const all = before === 0 ? bytes : Buffer.concat([this.#started, bytes.subarray(from)]);
    const start = before === 0 ? from : 0;
    const end = all.indexOf(HEAD_END, Math.max(start, before - 3));
    if (end < 0 ? all.length - start > LARGEST_HEAD : end - start + 4 > LARGEST_HEAD) throw refused('too large a head');
    if (end < 0) {
      if (!couldBegin(all, start)) throw refused('no status line');
      this.#started = Buffer.from(all.subarray(start));
      return -1;
    }
    this.#started = Buffer.alloc(0);
    const head = parseHead(all.toString('latin1', start, end), this.#method);
    if (head.status === 101) throw refused('another protocol');
    if (head.status >= 200) this.#begin(head);
    return end + 4 - (before === 0 ? 0 : before - from);
  }

  #begin(head: Head): void {
    this.#head = head;
    this.#left = head.length;
    if (head.length === CHUNKED) this.#chunked = new ChunkedBody((chunk) => this.#parts.body(chunk));
    this.#parts.head(head);
    if (head.length === 0) this.#end();
  }

  #takeBody(bytes: Buffer, at: number): number {
    if (this.#chunked) {
      const next = this.#chunked.push(bytes, at);
      if (this.#chunked.ended) this.#end();
      return next;
    }
    if (at === bytes.length) return at;
    if (this.#head?.length === UNTIL_CLOSE) {
      this.#parts.body(at === 0 ? bytes : bytes.subarray(at));
      return bytes.length;
    }
    const end = Math.min(bytes.length, at + this.#left);
    this.#left -= end - at;
    this.#parts.body(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end));
    if (this.#left === 0) this.#end();
    return end;
  }

  #end(): void {
    this.#ended = true;
    this.#parts.end();
  }
}

/** Whether a status line could begin like this: something else than HTTP need not be waited for. */
function couldBegin(bytes: Buffer, at: number): boolean {
  const start = bytes.toString('latin1', at, at + 5);
  return start === 'HTTP/'.slice(0, start.length);
}
