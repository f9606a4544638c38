/** A timer that calls back when what is waited for does not come in time. At rest it never does. */
export class Watch {
  readonly #late: (failure: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #failure = '';
  #ms = 0;

  constructor(late: (failure: string) => void) {
    this.#late = late;
  }

  /** Starts waiting, or starts anew. */
  expect(ms: number, failure: string): void {
    if (this.#timer && this.#ms === ms && this.#failure === failure) {
      this.#timer.refresh();
      return;
    }
    this.rest();
    this.#ms = ms;
    this.#failure = failure;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#late(failure);
    }, ms);
  }

  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
