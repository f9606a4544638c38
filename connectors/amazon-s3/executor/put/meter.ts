import type { StepContext } from '../../../../shared/runs/payload.ts';

/** Counts the bytes of one piece as they are sent; what is sent again after a failure is not counted again. */
export class Meter {
  readonly #context: StepContext;
  #most = 0;
  #now = 0;

  constructor(context: StepContext) {
    this.#context = context;
  }

  restart(): void {
    this.#now = 0;
  }

  add(bytes: number): void {
    this.#now += bytes;
    if (this.#now <= this.#most) return;
    this.#context.moved(this.#now - this.#most);
    this.#most = this.#now;
  }
}
