import { elementText } from '../../../common/xml.ts';

/** The names of a refusal because of the time of signing. Source: Amazon S3 API reference, "Error responses". */
const SKEWED = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
/** A refusal without a name, as a HEAD gets it, is put down to the clock when it is off by so much; S3 allows 15 minutes. */
const SUSPICIOUS_MS = 5 * 60_000;
/** What is within the seconds of a Date header and the time on the way is no news. */
const NEWS_MS = 60_000;

/** What a refusal is told by. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * How far a storage's clock is ahead of ours, learnt when it refuses a request for the time it was signed at; what is signed after
 * that has the storage's time.
 */
export class ClockSkew {
  readonly #clock: () => Date;
  #aheadMs = 0;
  #told = true;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** The time to sign with. */
  now(): Date {
    const now = this.#clock();
    return this.#aheadMs === 0 ? now : new Date(now.getTime() + this.#aheadMs);
  }

  /** Takes the storage's time over, if a refusal is about the time it was signed at; returns whether signing anew can help. */
  correct({ status, headers, body }: Refusal, signedAt: Date): boolean {
    const name = elementText(body, 'Code');
    const theirs = Date.parse(headers.date ?? elementText(body, 'ServerTime') ?? '');
    if (Number.isNaN(theirs)) return false;
    const off = Math.abs(theirs - signedAt.getTime());
    const named = name !== undefined && SKEWED.has(name);
    const nameless = name === undefined && status === 403 && body === '' && off >= SUSPICIOUS_MS;
    if (off < NEWS_MS || !(named || nameless)) return false;
    const aheadMs = theirs - this.#clock().getTime();
    // Of requests that were under way at once, the first one tells.
    if (Math.abs(aheadMs - this.#aheadMs) >= NEWS_MS) this.#told = false;
    this.#aheadMs = aheadMs;
    return true;
  }

  /** By how many seconds the storage's clock is ahead, once after it was learnt: for the log. */
  news(): number | undefined {
    if (this.#told) return undefined;
    this.#told = true;
    return Math.round(this.#aheadMs / 1000);
  }
}
