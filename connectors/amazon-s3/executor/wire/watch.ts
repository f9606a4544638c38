/** How late a watch may call, in milliseconds: one timer serves all, as there may be thousands of them a second. */
const TICK_MS = 50;

/** A process that was held up for longer than this may have been sent what it waits for, and has not looked yet. */
const HELD_UP_MS = 500;

const waiting = new Set<Watch>();
let ticker: NodeJS.Timeout | undefined;
let ticked = 0;

function tick(): void {
  const now = performance.now();
  const heldUp = now - ticked - TICK_MS;
  ticked = now;
  for (const watch of waiting) {
    if (heldUp > HELD_UP_MS) watch.postpone(heldUp);
    else watch.look(now);
  }
  if (waiting.size > 0) return;
  clearInterval(ticker);
  ticker = undefined;
}

/** Calls back when what is waited for does not come in time. At rest it never does. */
export class Watch {
  readonly #late: (failure: string) => void;
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
    waiting.add(this);
    if (ticker) return;
    ticked = performance.now();
    ticker = setInterval(tick, TICK_MS).unref();
  }

  rest(): void {
    this.#deadline = Number.POSITIVE_INFINITY;
    waiting.delete(this);
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
