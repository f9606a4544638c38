/** Its memory grows to these sizes, and then to its limit: what it has outgrown has to be copied, and waits to be collected. */
const STEPS = [64 * 1024, 1024 * 1024] as const;

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

  /** Makes room for more, or for less. @param limit at least what is in it */
  limitTo(limit: number): void {
    this.#limit = limit;
  }

  /** Makes it empty; its memory is kept. */
  clear(): void {
    this.#length = 0;
  }

  /** Makes it empty and gives its memory up. */
  drop(): void {
    this.#length = 0;
    this.#memory = Buffer.alloc(0);
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
    const step = STEPS.find((size) => size >= bytes) ?? this.#limit;
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#limit, step));
    larger.set(this.#memory.subarray(0, this.#length));
    this.#memory = larger;
  }
}
