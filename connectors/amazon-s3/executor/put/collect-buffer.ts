const SMALLEST = 64 * 1024;

/** Collects bytes up to a limit. Its memory grows with what is in it, and is used again. */
export class CollectBuffer {
  #memory = Buffer.alloc(0);
  #length = 0;
  #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#length;
  }

  get full(): boolean {
    return this.#length === this.#limit;
  }

  /** What is in it; valid until the next change. */
  bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  clear(limit: number): void {
    this.#length = 0;
    this.#limit = limit;
  }

  /** Copies from a chunk, starting there, as much as there is room for; returns how much. */
  add(chunk: Uint8Array, from: number): number {
    const bytes = Math.min(chunk.length - from, this.#limit - this.#length);
    this.#reserve(this.#length + bytes);
    this.#memory.set(chunk.subarray(from, from + bytes), this.#length);
    this.#length += bytes;
    return bytes;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#limit, Math.max(bytes, 2 * this.#memory.length, SMALLEST)));
    larger.set(this.#memory.subarray(0, this.#length));
    this.#memory = larger;
  }
}
