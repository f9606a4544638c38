/** Who a large body is read for. */
export interface Intaking {
  /** Whether a chunk would be taken now. */
  readonly flowing: boolean;
  /** Whether somebody still uses memory that was delivered. */
  readonly holds: boolean;
  /** How many bytes are still to come, if that is known; else infinite. */
  readonly left: number;
  /** The memory stays as it is while somebody holds it. */
  deliver(bytes: Buffer): void;
}

const SIZE = 256 * 1024;
const ENOUGH = SIZE / 2;
const MOST_FREE = 16;
/** What one TLS record holds. Node gives them one by one, some even after it was asked to pause. */
const RECORD = 16 * 1024;

const free: Buffer[] = [];
const lease = () => free.pop() ?? Buffer.allocUnsafeSlow(SIZE);

/**
 * Where the socket's bytes go while one large body is read: memory that is used again and again. The small records of TLS are
 * joined there, as every chunk costs on its way.
 */
export class Intake {
  readonly #of: Intaking;
  readonly #joins: boolean;
  #memory = lease();
  /** What is read but not delivered stands in `#memory` from `#start` to `#end`, after what stands in `#waiting`. */
  #start = 0;
  #end = 0;
  #waiting: Buffer[] = [];
  #retired: Buffer[] = [];
  #scheduled = false;
  #left = false;

  /** @param joins whether small pieces are joined before they are delivered */
  constructor(of: Intaking, joins: boolean) {
    this.#of = of;
    this.#joins = joins;
  }

  /** Whether all that was read is delivered. */
  get empty(): boolean {
    return this.#start === this.#end && this.#waiting.length === 0;
  }

  /** Where the next bytes shall go. */
  next(): Uint8Array {
    if (!this.#joins) return this.#memory;
    if (this.#memory.length - this.#end < RECORD) this.#turn();
    return this.#memory.subarray(this.#end);
  }

  /** Bytes have arrived where {@link next} said. Gives whether to read on. */
  arrived(bytes: Buffer): boolean {
    if (!this.#joins) {
      this.#of.deliver(bytes);
      return this.#of.flowing;
    }
    this.#end += bytes.length;
    const run = this.#end - this.#start;
    if (run >= ENOUGH || run >= this.#of.left || this.#memory.length - this.#end < RECORD) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
    return this.wants;
  }

  /** Whether to read on. */
  get wants(): boolean {
    return this.#of.flowing || (this.#joins && this.#waiting.length === 0 && this.#end - this.#start < ENOUGH);
  }

  /** Delivers what has been read, as far as it is taken. To be called whenever the taker is ready again. */
  flush(): void {
    this.#scheduled = false;
    // What was delivered before has been taken, though the next chunk may be held again.
    this.#release();
    while (this.#of.flowing && !this.empty) {
      const waiting = this.#waiting.shift();
      const run = waiting ?? this.#memory.subarray(this.#start, this.#end);
      if (!waiting) this.#start = this.#end;
      this.#of.deliver(run);
    }
    this.#release();
  }

  /** The socket reads to other memory from now on. */
  leave(): void {
    this.#left = true;
    this.#release();
  }

  /** Nothing that was read is of use any more. Memory that somebody may still hold is never used again. */
  drop(): void {
    this.#waiting = [];
    this.#retired = [];
    this.#memory = Buffer.alloc(0);
    this.#start = 0;
    this.#end = 0;
  }

  /** Goes on at the start of the memory, or of other memory while this one is in use. */
  #turn(): void {
    if (this.#start < this.#end) this.#waiting.push(this.#memory.subarray(this.#start, this.#end));
    if (this.#waiting.length > 0 || this.#of.holds) {
      this.#retired.push(this.#memory);
      this.#memory = lease();
    }
    this.#start = 0;
    this.#end = 0;
  }

  #release(): void {
    if (this.#of.holds || this.#waiting.length > 0) return;
    if (this.#left && this.#start === this.#end && this.#memory.length > 0) {
      this.#retired.push(this.#memory);
      this.#memory = Buffer.alloc(0);
      this.#end = 0;
      this.#start = 0;
    }
    for (const memory of this.#retired) if (memory.length === SIZE && free.length < MOST_FREE) free.push(memory);
    this.#retired = [];
  }
}
