/** A page of what is listed. */
export interface Page<Item> {
  items: readonly Item[];
  /** Whether the list ends with this page. */
  isLast: boolean;
}

/** With fewer waiting than this, the next page is fetched. */
const LOW = 200;

/**
 * Hands out what a list gives, one by one, to several takers. The list is read one page ahead at most: a page is asked
 * for when little is left of the one before it.
 */
export class ItemQueue<Item> {
  private readonly pages: AsyncIterator<Page<Item>>;
  private readonly onPage: (page: Page<Item>) => void;
  private waiting: Item[] = [];
  private next = 0;
  private fetching: Promise<void> | undefined;
  private ended = false;
  private failure: { error: unknown } | undefined;

  constructor(pages: AsyncIterable<Page<Item>>, onPage: (page: Page<Item>) => void) {
    this.pages = pages[Symbol.asyncIterator]();
    this.onPage = onPage;
  }

  /** The next item; undefined at the end. @throws what the list throws, once what came before is taken */
  async take(): Promise<Item | undefined> {
    for (;;) {
      const left = this.waiting.length - this.next;
      if (left < LOW && !this.ended && !this.failure) this.fetch();
      if (left > 0) {
        const item = this.waiting[this.next];
        this.next += 1;
        return item;
      }
      if (this.failure) throw this.failure.error;
      if (this.ended) return undefined;
      await this.fetching;
    }
  }

  /** Gives the list up. */
  async close(): Promise<void> {
    this.ended = true;
    await this.fetching;
    await this.pages.return?.();
  }

  private fetch(): void {
    this.fetching ??= this.pages
      .next()
      .then(
        (result) => {
          if (result.done) this.ended = true;
          else this.add(result.value);
        },
        (error: unknown) => {
          this.failure = { error };
        },
      )
      .finally(() => {
        this.fetching = undefined;
      });
  }

  private add(page: Page<Item>): void {
    this.waiting = [...this.waiting.slice(this.next), ...page.items];
    this.next = 0;
    if (page.isLast) this.ended = true;
    this.onPage(page);
  }
}
