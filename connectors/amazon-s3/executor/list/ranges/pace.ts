/** How many pages are on their way at a time, by what it gains. */
export interface PaceOptions {
  readonly most: number;
  /** Start with as many as may be, for tests. */
  readonly eager?: boolean;
}

/** With so few samples a level is judged. */
const FEWEST = 3;
/** Pages that take at least so long, in milliseconds, come from afar: more of them at once is likely to help. */
const FAR_MS = 30;
/** What was judged stays so for so many pages. */
const HOLD = 16;

/**
 * Finds out how many requests at a time are worth it: grows while keys come faster, goes back where they do not, halves when the
 * storage asks for fewer.
 */
export class Pace {
  /** So many may be under way. */
  target = 1;
  readonly #most: number;
  #before: { target: number; rate: number } | undefined;
  #hold = 0;
  #samples = 0;
  #milliseconds = 0;
  #keys = 0;

  constructor({ most, eager = false }: PaceOptions) {
    this.#most = most;
    if (eager) this.target = most;
  }

  /**
   * A page has come after so many milliseconds, with so many new keys, asked for when so many others were under way.
   * @param waited whether somebody waits for pages: when nobody does, faster ones are of no use
   */
  page(milliseconds: number, keys: number, others: number, waited: boolean): void {
    if (this.#hold > 0) this.#hold -= 1;
    if (this.#hold > 0 || !waited || others + 1 < this.target) return;
    this.#samples += 1;
    this.#milliseconds += milliseconds;
    this.#keys += keys;
    if (this.#samples < Math.max(FEWEST, this.target)) return;
    this.#judge();
  }

  /** The storage asks for fewer requests. */
  slowDown(): void {
    this.target = Math.max(1, Math.floor(this.target / 2));
    this.#rest();
  }

  #judge(): void {
    const mean = this.#milliseconds / this.#samples;
    const rate = (this.target * this.#keys) / Math.max(this.#milliseconds, 0.001);
    const before = this.#before;
    // Of what the added requests could bring at best, a third.
    const needed = before === undefined ? 0 : before.rate * (1 + (this.target / before.target - 1) / 3);
    if (before !== undefined && rate < needed) {
      this.target = before.target;
      this.#rest();
      return;
    }
    this.#before = { target: this.target, rate };
    const grown = Math.min(this.#most, this.target * (mean >= FAR_MS ? 4 : 2));
    if (grown === this.target) {
      this.#rest();
      return;
    }
    this.target = grown;
    this.#forget();
  }

  #rest(): void {
    this.#hold = HOLD;
    this.#before = undefined;
    this.#forget();
  }

  #forget(): void {
    this.#samples = 0;
    this.#milliseconds = 0;
    this.#keys = 0;
  }
}
