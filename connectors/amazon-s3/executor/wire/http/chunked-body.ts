import { refused } from './head.ts';

type State = 'size' | 'data' | 'data-end' | 'trailer';

/** A line of the framing, its end included. */
const LONGEST_LINE = 4096;
const MOST_TRAILERS = 64;
/** With extensions, which say nothing to us. Thirteen hexadecimal digits are what a number holds exactly. */
const SIZE_LINE = /^([0-9a-fA-F]{1,13})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/;
const TRAILER_LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*$/;

const LF = 10;

/** The chunked transfer coding of RFC 9112, section 7.1, whichever way its bytes are cut. */
export class ChunkedBody {
  readonly #data: (chunk: Uint8Array) => void;
  #state: State = 'size';
  #line = '';
  #left = 0;
  #trailers = 0;
  ended = false;

  constructor(data: (chunk: Uint8Array) => void) {
    this.#data = data;
  }

  /** Takes bytes from there on, and gives where the body ends in them, or their length. @throws {WireFailure} */
  push(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && !this.ended) {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        this.#left -= end - at;
        if (this.#left === 0) this.#state = 'data-end';
        this.#data(bytes.subarray(at, end));
        at = end;
        continue;
      }
      const end = bytes.indexOf(LF, at);
      const stop = end < 0 ? bytes.length : end + 1;
      if (this.#line.length + stop - at > LONGEST_LINE) throw refused('a malformed chunk');
      this.#line += bytes.toString('latin1', at, stop);
      at = stop;
      if (end >= 0) this.#takeLine();
    }
    return at;
  }

  #takeLine(): void {
    const line = this.#line.slice(0, -2);
    if (this.#line.at(-2) !== '\r') throw refused('a malformed chunk');
    this.#line = '';
    if (this.#state === 'data-end') {
      if (line !== '') throw refused('a malformed chunk');
      this.#state = 'size';
    } else if (this.#state === 'size') {
      const digits = SIZE_LINE.exec(line)?.[1];
      if (digits === undefined) throw refused('a malformed chunk');
      this.#left = Number.parseInt(digits, 16);
      this.#state = this.#left === 0 ? 'trailer' : 'data';
    } else if (line === '') {
      this.ended = true;
    } else {
      this.#trailers += 1;
      if (this.#trailers > MOST_TRAILERS || !TRAILER_LINE.test(line)) throw refused('a malformed trailer');
    }
  }
}
