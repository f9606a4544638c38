import type { Memory, MemoryShare } from '../../../../shared/runs/payload.ts';
import { collectedPartSize } from '../plan/parts.ts';
import { CollectBuffer } from './collect-buffer.ts';

/** So much is collected before memory is asked for: most documents are smaller. Counted with the stream that it comes by. */
const FREE = 256 * 1024;

/**
 * Collects the parts of an upload of unknown length, one after another, within the memory that the run is given: while others need
 * some too, a part may be half as large as it would be, and is begun only when there is room for it.
 */
export class PartCollector {
  readonly #memory: Memory | undefined;
  readonly #signal: AbortSignal;
  readonly #buffer = new CollectBuffer(FREE);
  #number = 1;
  #share: MemoryShare | undefined;
  #limit = FREE;

  constructor(memory: Memory | undefined, signal: AbortSignal) {
    this.#memory = memory;
    this.#signal = signal;
  }

  /** The number of the part that is collected. */
  get number(): number {
    return this.#number;
  }

  get length(): number {
    return this.#buffer.length;
  }

  /** What is collected of the part; valid until the next change. */
  bytes(): Uint8Array {
    return this.#buffer.bytes();
  }

  /** Copies from a chunk, starting there, what there is room for; returns how much. */
  add(chunk: Uint8Array, from: number): number {
    return this.#buffer.add(chunk, from);
  }

  get isFull(): boolean {
    return this.#buffer.full;
  }

  /** Whether the part can be made larger before it has to be sent. */
  get canGrow(): boolean {
    return this.#limit === FREE;
  }

  /** Makes room for a whole part; waits until there is memory for it. @throws the signal's reason */
  async grow(): Promise<void> {
    const size = collectedPartSize(this.#number);
    this.#share = await this.#memory?.take(size, this.#signal, size / 2);
    this.#limit = this.#share?.bytes ?? size;
    this.#buffer.limitTo(this.#limit);
  }

  /** The part is sent; the next one is begun. Its memory is used again, unless others wait for some. */
  next(): void {
    this.#number += 1;
    if (this.#limit === collectedPartSize(this.#number) && !this.#memory?.isShort) {
      this.#buffer.clear();
      return;
    }
    this.release();
    this.#buffer.drop();
    this.#limit = FREE;
    this.#buffer.limitTo(FREE);
  }

  /** Gives its memory back. */
  release(): void {
    this.#share?.release();
    this.#share = undefined;
  }
}
