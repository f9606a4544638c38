/** How late a watch may call, in milliseconds: one timer serves all, as there may be thousands of them a second. */
const TICK_MS = 50;

/** A process that was held up for longer than this may have been sent what it waits for, and has not looked yet. */
const HELD_UP_MS = 500;

/**
 * In no order. An array, as a set that is added to and removed from all the time makes ever new tables, of which the old ones refer to the
 * new ones and to what stood in them: the garbage collector then takes everything that was waited for to be in use still.
 */
const waiting: Watch[] = [];
let ticker: NodeJS.Timeout | undefined;
let ticked = 0;

function tick(): void {
  const now = performance.now();
  const heldUp = now - ticked - TICK_MS;
  ticked = now;
  // Whoever is called may end the waiting of any of them.
  for (const watch of [...waiting]) {
    if (heldUp > HELD_UP_MS) watch.postpone(heldUp);
    else watch.look(now);
  }
  if (waiting.length > 0) return;
  clearInterval(ticker);
  ticker = undefined;
}

/** Calls back when what is waited for does not come in time. At rest it never does. */
export class Watch {
  readonly #late: (failure: string) => void;
  /** Where it stands among those that wait; -1 at rest. */
  #at = -1;
  #failure = '';
  /** By the monotonic clock. */
  #deadline = Number.POSITIVE_INFINITY;

  constructor(late: (failure: string) => void) {
    this.#late = late;
  }

  /** Starts waiting, or starts anew. */
  expect(ms: number, failure: string): void {
    this.#deadline = performance.now() + ms;
    this.#failure = failure;
    if (this.#at < 0) this.#at = waiting.push(this) - 1;
    if (ticker) return;
    ticked = performance.now();
    ticker = setInterval(tick, TICK_MS).unref();
  }

  rest(): void {
    this.#deadline = Number.POSITIVE_INFINITY;
    if (this.#at < 0) return;
    const last = waiting.pop();
    // The last one takes its place.
    if (last && last !== this) {
      waiting[this.#at] = last;
      last.#at = this.#at;
    }
    this.#at = -1;
  }

  /** Waits for so much longer, in milliseconds. */
  postpone(ms: number): void {
    this.#deadline += ms;
  }

  /** Looks at the clock. */
  look(now: number): void {
    if (now < this.#deadline) return;
    this.rest();
    this.#late(this.#failure);
  }
}
