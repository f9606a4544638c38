import type { ListedObject, ListPage } from '../list-page.ts';
import { cutPoint, folderCut, keysBetween, type Stretch } from './cut-point.ts';
import { Folders } from './folders.ts';
import { KeySpace, PAGE, type PageRequest, type Unfit } from './key-space.ts';
import { Pace } from './pace.ts';
import type { PageQuery, Span } from './span.ts';

/** How pages are had. `slowDown` is to be called when the storage asks for fewer requests. */
export interface PageSource {
  page(query: PageQuery, signal: AbortSignal, slowDown: () => void): Promise<ListPage>;
  /** The folders right under a prefix that come after a key, as far as one page tells. */
  folders(prefix: string, after: string, signal: AbortSignal): Promise<readonly string[]>;
}

export interface ListerOptions {
  /** All keys begin with it. */
  readonly prefix: string;
  /** List what comes after this key. */
  readonly after: string;
  readonly wanted: (object: ListedObject) => boolean;
  /** No more objects than this, and one, will be taken. */
  readonly most: number;
  /** So many objects may wait to be taken, out of turn. */
  readonly mostWaiting: number;
  readonly unfit: (why: Unfit) => void;
  /** The storage is known to list in no other way than one page after the other. */
  readonly sequential?: boolean;
  readonly pace?: Pace;
  /** What a page has at most. */
  readonly pageSize?: number;
}

export interface FoundPage {
  readonly objects: readonly ListedObject[];
  readonly isLast: boolean;
}

/** Requests under way at a time, at most. */
const MOST_AT_ONCE = 16;
/** In pages: a span is cut where at least so many are left of it. */
const SMALLEST_CUT = 2;
/** In pages: how far apart cuts are. */
const [SHORTEST_STRIDE, LONGEST_STRIDE] = [2, 16];

/**
 * Lists a key space in the order of keys, in several ranges at a time where that is faster. It begins with one page after the
 * other; only once that has taken a few pages, and while somebody waits for more, the space ahead is cut.
 */
export class Lister {
  readonly #source: PageSource;
  readonly #options: ListerOptions;
  readonly #space: KeySpace;
  readonly #pace: Pace;
  readonly #pageSize: number;
  readonly #folders = new Folders();
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  #inFlight = 0;
  #given = 0;
  #listed = 0;
  #kept = 0;
  #wake: (() => void) | undefined;
  #failure: { error: unknown } | undefined;

  constructor(source: PageSource, options: ListerOptions, signal: AbortSignal) {
    this.#source = source;
    this.#options = options;
    this.#pace = options.pace ?? new Pace({ most: MOST_AT_ONCE });
    this.#pageSize = options.pageSize ?? PAGE;
    this.#signal = AbortSignal.any([signal, this.#over.signal]);
    this.#space = new KeySpace({
      ...options,
      wanted: (object) => {
        this.#listed += 1;
        const wanted = options.wanted(object);
        if (wanted) this.#kept += 1;
        return wanted;
      },
    });
  }

  /** The pages, in order. Whoever stops taking them stops all that is under way. @throws what asking for pages throws */
  async *pages(): AsyncGenerator<FoundPage> {
    try {
      for (;;) {
        if (this.#failure) throw this.#failure.error;
        const page = this.#space.take();
        const isLast = this.#space.isDone();
        if (page || isLast) {
          this.#given += page?.objects.length ?? 0;
          this.#ask();
          yield { objects: page?.objects ?? [], isLast };
          if (isLast) return;
          continue;
        }
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        this.#ask();
        await promise;
        this.#wake = undefined;
      }
    } finally {
      this.#over.abort();
      this.#space.close();
    }
  }

  /** Asks for as much as there is a use for. */
  #ask(): void {
    while (this.#inFlight < this.#pace.target && !this.#signal.aborted) {
      if (this.#given > this.#options.most) return;
      const enough = this.#expected() > this.#options.most;
      const request = this.#space.next(enough) ?? (enough ? undefined : this.#cut());
      if (!request) return;
      if (request === 'probing') continue;
      this.#inFlight += 1;
      void this.#fetch(request, this.#inFlight - 1).finally(() => this.#came());
    }
  }

  #came(): void {
    this.#inFlight -= 1;
    this.#ask();
    this.#wake?.();
  }

  async #fetch(request: PageRequest, others: number): Promise<void> {
    const signal = AbortSignal.any([request.signal, this.#signal]);
    const started = performance.now();
    let slowed = false;
    const slowDown = () => {
      slowed = true;
      this.#pace.slowDown();
    };
    try {
      const page = await this.#source.page(request.query, signal, slowDown);
      const milliseconds = performance.now() - started;
      if (request.signal.aborted) return;
      const [first, last] = [page.objects[0]?.key, page.objects.at(-1)?.key];
      if (first !== undefined && last !== undefined) this.#folders.passed(first, last, page.objects.length);
      const fresh = this.#space.came(request, page);
      if (!slowed) this.#pace.page(milliseconds, fresh, others, this.#wake !== undefined);
    } catch (error) {
      if (this.#signal.aborted) this.#failure = { error };
      else if (!request.signal.aborted) this.#space.failed(request, error);
    }
  }

  /** Cuts the span with most left, if somebody waits and there is room for what is found ahead. */
  #cut(): PageRequest | 'probing' | undefined {
    if (!this.#wake || !this.#space.divisible) return undefined;
    const { mostWaiting } = this.#options;
    const roomy = this.#space.waiting + this.#inFlight * this.#pageSize < mostWaiting;
    // Cuts behind the last key find nothing: not many at a time.
    const unsure = this.#space.spans.filter(({ lastQuery }) => lastQuery === undefined).length;
    let best: { span: Span; stretch: Stretch; left: number } | undefined;
    const foremost = this.#space.spans.find(({ ended }) => !ended);
    for (const span of this.#space.spans) {
      if ((!roomy && span !== foremost) || span.ended || span.failure || !span.sample) continue;
      const stretch = {
        from: span.floor ?? span.last,
        until: span.until,
        sample: span.sample,
        prefix: this.#options.prefix,
      };
      if (span.until === undefined && unsure >= Math.max(1, this.#pace.target / 2)) continue;
      const left = keysBetween(stretch, span.until) - this.#pageSize;
      if (left >= SMALLEST_CUT * this.#pageSize && left > (best?.left ?? 0)) best = { span, stretch, left };
    }
    if (!best) return undefined;
    const { span, stretch, left } = best;
    if (this.#probe(stretch)) return 'probing';
    const pages = Math.floor(mostWaiting / this.#pageSize / this.#pace.target);
    const stride = this.#pageSize * Math.min(LONGEST_STRIDE, Math.max(SHORTEST_STRIDE, pages));
    const keys = this.#pageSize + Math.min(stride, left / 2);
    const folder = folderCut(stretch, this.#folders.known, keys, this.#folders.keysEach);
    const at = folder ?? cutPoint(stretch, keys);
    return at === undefined ? undefined : this.#space.cut(span, at);
  }

  /** How many objects will have been given, when what is under way has come. */
  #expected(): number {
    const share = this.#listed === 0 ? 1 : this.#kept / this.#listed;
    return this.#given + this.#space.waiting + this.#inFlight * this.#pageSize * share;
  }

  /** Looks for folders where a stretch has them, each level once. It takes a request's place. */
  #probe(stretch: Stretch): boolean {
    const level = this.#folders.levelToProbe(stretch);
    if (level === undefined) return false;
    this.#inFlight += 1;
    const found = this.#source.folders(level, stretch.from, this.#signal).catch(() => []);
    void found.then((folders) => this.#folders.add(level, stretch.sample, folders)).finally(() => this.#came());
    return true;
  }
}
