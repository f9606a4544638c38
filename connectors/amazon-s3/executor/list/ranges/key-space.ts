import type { ListedObject, ListPage } from '../list-page.ts';
import { ascends, compareKeys, countUpTo } from './key-order.ts';
import { sampleOf } from './sample.ts';
import { type PageQuery, type ReadyPage, Span } from './span.ts';

/** A page to be asked for. */
export interface PageRequest {
  readonly span: Span;
  readonly query: PageQuery;
  /** Aborted when the page is not wanted any more. */
  readonly signal: AbortSignal;
}

/** Why key ranges cannot be listed at a storage. */
export type Unfit = 'start-after-ignored' | 'out-of-order' | 'changing' | 'refused';

export interface KeySpaceOptions {
  /** List what comes after this key. */
  readonly after: string;
  /** Whether an object is wanted. */
  readonly wanted: (object: ListedObject) => boolean;
  /** So many objects may wait to be taken, out of turn. */
  readonly mostWaiting: number;
  /** Told once, when nothing but one page after the other leads to the right list. */
  readonly unfit: (why: Unfit) => void;
  /** The storage is known to be unfit. */
  readonly sequential?: boolean;
}

/** What a page has at most. */
export const PAGE = 1000;
/** One page waits while the one before it is used. */
const AHEAD = 2;
/** A boundary where two spans tell of different keys may be another writer's work; so many are not. */
const MOST_MISMATCHES = 3;

/**
 * The key space as spans side by side, listed in any order and given out in the order of keys. Does no I/O: whoever drives it
 * asks for {@link next} requests and says what {@link came} of them.
 *
 * What is given is what one page after the other would have given. A span is listed by tokens, and ends where its own pages
 * show a key behind its end: that key must be the first one that the span behind it has found. Where it is not, and wherever
 * keys do not go up, what other spans have found is thrown away and listing goes on by the token that led there.
 */
export class KeySpace {
  /** In the order of keys; the front one is given out. */
  readonly spans: Span[];
  readonly #options: KeySpaceOptions;
  #sequential: boolean;
  #mismatches = 0;
  #waiting = 0;

  constructor(options: KeySpaceOptions) {
    this.#options = options;
    this.#sequential = options.sequential ?? false;
    this.spans = [new Span({ after: options.after, until: undefined })];
  }

  /** Whether the space may still be cut. */
  get divisible(): boolean {
    return !this.#sequential;
  }

  /** How many objects wait to be taken. */
  get waiting(): number {
    return this.#waiting;
  }

  get busy(): number {
    return this.spans.filter(({ busy }) => busy !== undefined).length;
  }

  /** Whether everything was given out. */
  isDone(): boolean {
    this.#advance();
    const [front] = this.spans;
    return this.spans.length === 1 && front !== undefined && front.ended && front.ready.length === 0;
  }

  /**
   * The next page of the foremost span that may be read further.
   * @param needed only a page without which nothing more can be given
   */
  next(needed = false): PageRequest | undefined {
    const foremost = this.spans.find(({ ended }) => !ended);
    const [front] = this.spans;
    const given = front?.ready.length ?? 0;
    const ahead = given + (foremost === front ? 0 : (foremost?.ready.length ?? 0));
    const room = (span: Span) => (span === foremost ? ahead < AHEAD : this.#waiting < this.#options.mostWaiting);
    for (const span of this.spans) {
      if (span.failure) return undefined;
      if (span.ended || span.busy) continue;
      if (needed ? span === foremost && given === 0 : room(span)) return begin(span);
    }
    return undefined;
  }

  /** Cuts a span in two, behind which `at` becomes the first's end, and begins the second. */
  cut(span: Span, at: string): PageRequest {
    const behind = new Span({ after: at, until: span.until, sample: span.sample });
    span.until = at;
    this.spans.splice(this.spans.indexOf(span) + 1, 0, behind);
    return begin(behind);
  }

  /** A page has come. Gives how many of its objects were new, 0 when nobody wants them any more. */
  came({ span }: PageRequest, page: ListPage): number {
    span.busy = undefined;
    if (!this.spans.includes(span)) return 0;
    const unfit = this.#sequential ? undefined : unfitness(span, page);
    if (unfit) {
      this.#listInTurn(unfit);
      if (span !== this.spans[0] || span.ended) return 0;
    }
    return this.#accept(span, page);
  }

  /** Asking for a page has failed for good. At the front that is the list's end; elsewhere the list goes on in turn, and will see. */
  failed({ span }: PageRequest, error: unknown): void {
    span.busy = undefined;
    if (span === this.spans[0] || span.chained) span.failure = { error };
    else if (this.spans.includes(span)) this.#listInTurn('refused');
  }

  /** The next objects in order; undefined when they are still to come, or at the end. @throws what asking for them has */
  take(): ReadyPage | undefined {
    this.#advance();
    const [front] = this.spans;
    const page = front?.ready.shift();
    if (page) this.#waiting -= page.objects.length;
    else if (front?.failure) throw front.failure.error;
    return page;
  }

  /** Gives all up. */
  close(): void {
    for (const span of this.spans) span.drop();
  }

  #accept(span: Span, page: ListPage): number {
    const { objects } = page;
    const [first, last] = [objects[0]?.key, objects.at(-1)?.key];
    const begins = span.lastQuery === undefined;
    if (begins && first !== undefined && !isAfter(first, span.after)) span.skips = !span.chained;
    span.turn(page);
    let fresh = span.skips || span.catchesUp ? notBefore(objects, span.after) : objects;
    if (span.until !== undefined && last !== undefined && isAfter(last, span.until)) {
      const inside = countUpTo(fresh, span.until);
      span.beyond = fresh[inside]?.key;
      fresh = fresh.slice(0, inside);
      span.ended = true;
    }
    span.first ??= fresh[0]?.key;
    span.last = fresh.at(-1)?.key ?? span.last;
    if (objects.length > 1) span.sample = sampleOf(objects);
    const kept = fresh.filter(this.#options.wanted);
    if (kept.length > 0) span.ready.push({ objects: kept, listed: fresh.length });
    this.#waiting += kept.length;
    if (span.beyond !== undefined || page.next === undefined) this.#gap(span, span.beyond);
    return fresh.length;
  }

  /** There are no keys from a span to `until`: those that look for some there, and have not found any, need not. */
  #gap(span: Span, until: string | undefined): void {
    const at = this.spans.indexOf(span) + 1;
    for (;;) {
      const behind = this.spans[at];
      if (!behind || behind.first !== undefined || behind.chained) return;
      if (until !== undefined && (behind.until === undefined || !isAfter(until, behind.until))) {
        if (behind.lastQuery === undefined) behind.floor = until;
        return;
      }
      this.#drop(behind);
      this.spans.splice(at, 1);
    }
  }

  /** Goes over to the next span where the front one is at its end, once the two agree on where they meet. */
  #advance(): void {
    for (;;) {
      const [front, behind] = this.spans;
      if (!front || !behind || !front.ended || front.ready.length > 0) return;
      if (behind.first === undefined && !behind.ended) return;
      if (!behind.chained && behind.first !== expected(front, behind)) {
        this.#mismatches += 1;
        if (this.#mismatches === MOST_MISMATCHES) this.#listInTurn('changing');
        else this.#replace(behind, chainedTo(front, behind.until));
        return;
      }
      this.spans.shift();
    }
  }

  /** From here on one page after the other: all but the front span is thrown away. */
  #listInTurn(why: Unfit): void {
    this.#sequential = true;
    for (const span of this.spans.slice(1)) this.#drop(span);
    const [front] = this.spans;
    if (front?.ended && front.until !== undefined && front.beyond !== undefined)
      this.spans.splice(1, Number.POSITIVE_INFINITY, chainedTo(front, undefined));
    else this.spans.splice(1);
    if (front && !front.ended) front.until = undefined;
    this.#options.unfit(why);
  }

  #replace(old: Span, by: Span): void {
    this.#drop(old);
    this.spans.splice(this.spans.indexOf(old), 1, by);
  }

  #drop(span: Span): void {
    this.#waiting -= span.waiting;
    span.drop();
  }
}

function begin(span: Span): PageRequest {
  span.busy = new AbortController();
  return { span, query: span.query, signal: span.busy.signal };
}

/** The first key that a span must have found, by what the one before it has seen. */
function expected({ beyond }: Span, { until }: Span): string | undefined {
  return beyond !== undefined && (until === undefined || !isAfter(beyond, until)) ? beyond : undefined;
}

/** A span that goes on where another one's pages have led. */
function chainedTo(before: Span, until: string | undefined): Span {
  return new Span({ after: before.until ?? before.last, until, query: before.lastQuery ?? before.query });
}

/** What a page of a storage that lists in order cannot be like. */
function unfitness(span: Span, { objects }: ListPage): Unfit | undefined {
  const first = objects[0]?.key;
  if (first === undefined) return undefined;
  if (!ascends(objects)) return 'out-of-order';
  if (span.catchesUp || isAfter(first, span.last)) return undefined;
  return span.lastQuery === undefined ? 'start-after-ignored' : 'out-of-order';
}

function isAfter(key: string, other: string): boolean {
  return compareKeys(key, other) > 0;
}

function notBefore(objects: readonly ListedObject[], after: string): readonly ListedObject[] {
  return objects.filter(({ key }) => isAfter(key, after));
}
