interface Entry {
  mark: string;
  isDone: boolean;
}

/**
 * So many characters the marks beyond the frontier may have: all of them go with each cursor, of which the server reads 64 MiB. Only where
 * one object takes as long as hundreds of thousands after it are there so many.
 */
const MOST_BEYOND = 16 * 1024 ** 2;

/**
 * Which objects of a list are done, while several are worked on at a time: everything up to the frontier is, and some
 * beyond it. Holds as many entries as there are objects beyond the frontier; with {@link room}, these are not too many.
 */
export class Frontier {
  private entries: Entry[] = [];
  /** How many entries at the front have been passed; cut off now and then, so that passing one is cheap. */
  private passed = 0;
  private last: string;
  private total: number;
  /** How many characters the marks beyond the frontier have. */
  private characters = 0;
  private readonly waiting = new Set<() => void>();
  private isOver = false;

  /** @param after the mark of the last object that was done before, `''` without; @param count how many they are */
  constructor(after = '', count = 0) {
    this.last = after;
    this.total = count;
  }

  /** An object has been begun, in the list's order. The returned function notes that it is done. */
  begin(mark: string): () => void {
    const entry: Entry = { mark, isDone: false };
    this.entries.push(entry);
    this.characters += mark.length;
    return () => {
      entry.isDone = true;
      this.advance();
    };
  }

  /** Waits while there is too much beyond the frontier. */
  async room(): Promise<void> {
    while (this.characters >= MOST_BEYOND && !this.isOver)
      await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  /** Nothing more is begun: nobody waits any more. */
  close(): void {
    this.isOver = true;
    this.wake();
  }

  /** The mark up to which everything is done, how many objects that are, and the marks beyond it that are done too. */
  state(): { after: string; count: number; done: string[] } {
    const beyond = this.entries.slice(this.passed);
    return {
      after: this.last,
      count: this.total,
      done: beyond.filter(({ isDone }) => isDone).map(({ mark }) => mark),
    };
  }

  /** How many objects are beyond the frontier. */
  get beyond(): number {
    return this.entries.length - this.passed;
  }

  private advance(): void {
    for (;;) {
      const first = this.entries[this.passed];
      if (!first?.isDone) break;
      this.last = first.mark;
      this.total += 1;
      this.passed += 1;
      this.characters -= first.mark.length;
    }
    this.wake();
    if (this.passed < 1024) return;
    this.entries = this.entries.slice(this.passed);
    this.passed = 0;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
