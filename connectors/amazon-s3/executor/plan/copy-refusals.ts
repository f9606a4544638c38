/** Two buckets between which an account wants to copy. */
export interface CopyPair {
  readonly account: string;
  readonly from: string;
  readonly to: string;
}

const FOR_MS = 10 * 60_000;
const MOST = 1000;

/**
 * What was learnt of a storage that would not copy by itself, so that it is not asked for every object again. What it has
 * no notion of holds for all of it; what it denies, between two buckets and for a while, as permissions change.
 */
export class CopyRefusals {
  #everywhere: string | undefined;
  readonly #between = new Map<string, { words: string; until: number }>();

  /** Whether it has no notion of copies at all. */
  get isEverywhere(): boolean {
    return this.#everywhere !== undefined;
  }

  /** Why it would not copy, in the storage's words. @param now in milliseconds */
  of(pair: CopyPair, now: number): string | undefined {
    if (this.#everywhere !== undefined) return this.#everywhere;
    const known = this.#between.get(keyOf(pair));
    return known && known.until > now ? known.words : undefined;
  }

  everywhere(words: string): void {
    this.#everywhere = words;
  }

  between(pair: CopyPair, words: string, now: number): void {
    const key = keyOf(pair);
    this.#between.delete(key);
    this.#between.set(key, { words, until: now + FOR_MS });
    const oldest = this.#between.keys().next();
    if (this.#between.size > MOST && !oldest.done) this.#between.delete(oldest.value);
  }
}

const keyOf = ({ account, from, to }: CopyPair) => `${account}\n${from}\n${to}`;
