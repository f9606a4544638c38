const SMALLEST = 512 * 1024;
/** So many are kept to be used again. */
const MOST_SPARE = 4;

const spare: PageBuffer[] = [];

/** The bytes of one page, in memory that is used again: a long list makes no garbage of its pages. */
export class PageBuffer {
  #memory = Buffer.alloc(0);
  #length = 0;

  static take(): PageBuffer {
    return spare.pop() ?? new PageBuffer();
  }

  /** Nobody may look at its bytes any more. */
  give(): void {
    this.#length = 0;
    if (spare.length < MOST_SPARE) spare.push(this);
  }

  clear(): void {
    this.#length = 0;
  }

  add(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(SMALLEST, needed, 2 * this.#memory.length));
      larger.set(this.bytes());
      this.#memory = larger;
    }
    this.#memory.set(chunk, this.#length);
    this.#length = needed;
  }

  /** What is in it; valid until the next change. */
  bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }
}
