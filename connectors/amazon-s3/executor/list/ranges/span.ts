import type { ListedObject, ListPage } from '../list-page.ts';
import type { Sample } from './sample.ts';

/** How a page is asked for: behind a key, or by the token that the page before it gave. */
export interface PageQuery {
  readonly after: string;
  readonly token: string | undefined;
}

/** Objects that wait to be taken. */
export interface ReadyPage {
  readonly objects: readonly ListedObject[];
  /** How many were listed, those included that are not wanted. */
  readonly listed: number;
}

/** A stretch of the key space that is listed page by page, each page by the token of the one before: what is after `after`, up to `until`. */
export class Span {
  readonly after: string;
  /** Undefined: up to the end. */
  until: string | undefined;
  /** How its next page is asked for. */
  query: PageQuery;
  /** How its last page was. */
  lastQuery: PageQuery | undefined;
  /** It goes on from a page that was listed before: what is not after `after` was given already. */
  readonly chained: boolean;
  /** The storage gives also what is not after `after`: it is left out. */
  skips = false;
  /** Set while a page of it is under way; aborts it. */
  busy: AbortController | undefined;
  /** Nothing more is to come. */
  ended = false;
  /** The first key it listed. */
  first: string | undefined;
  /** The last one; before the first page, where the span begins. */
  last: string;
  /** Known from elsewhere, before its first page: it has no key before this one. */
  floor: string | undefined;
  /** The first key behind `until` that its pages have shown. */
  beyond: string | undefined;
  sample: Sample | undefined;
  readonly ready: ReadyPage[] = [];
  failure: { error: unknown } | undefined;

  constructor(span: Pick<Span, 'after' | 'until'> & { query?: PageQuery | undefined; sample?: Sample | undefined }) {
    this.after = span.after;
    this.until = span.until;
    this.query = span.query ?? { after: span.after, token: undefined };
    this.chained = span.query !== undefined;
    this.last = span.after;
    this.sample = span.sample;
  }

  /**
   * Its pages may still have what was given already. Not only the first one: where keys were written since, the page that is asked
   * for again ends sooner than it did.
   */
  get catchesUp(): boolean {
    return this.chained && this.first === undefined;
  }

  /** How many objects wait. */
  get waiting(): number {
    return this.ready.reduce((sum, { objects }) => sum + objects.length, 0);
  }

  /** Notes where a page leads. */
  turn(page: ListPage): void {
    this.lastQuery = this.query;
    this.floor = undefined;
    if (page.next === undefined) this.ended = true;
    else this.query = { after: this.query.after, token: page.next };
  }

  /** Gives it up: whatever is under way is not waited for. */
  drop(): void {
    this.busy?.abort();
    this.ended = true;
  }
}
