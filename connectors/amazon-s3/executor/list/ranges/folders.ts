import type { Stretch } from './cut-point.ts';
import { compareKeys } from './key-order.ts';
import type { Sample } from './sample.ts';

/** So many levels of folders are looked at. */
const MOST_PROBES = 6;

/** The folders that are known ahead: the places where keys part by themselves. */
export class Folders {
  /** In the order of keys. */
  known: readonly string[] = [];
  readonly #probed = new Set<string>();
  #keys = 0;
  #passed = 0;

  /** The deepest level with folders around a stretch's keys that was not looked at yet: the prefix to list with a delimiter. */
  levelToProbe({ sample, prefix, from, until }: Stretch): string | undefined {
    if (this.#probed.size >= MOST_PROBES) return undefined;
    if (this.known.some((folder) => isBetween(folder, from, until))) return undefined;
    for (let end = sample.last.lastIndexOf('/'); end > prefix.length; ) {
      const parent = sample.last.lastIndexOf('/', end - 1);
      const level = sample.last.slice(0, Math.max(parent + 1, prefix.length));
      if (!this.#probed.has(level) && sample.first.startsWith(level)) {
        this.#probed.add(level);
        return level;
      }
      end = parent;
    }
    return undefined;
  }

  /** What was found at a level, and how many folders a page has that is near it. */
  add(level: string, { some, count }: Sample, folders: readonly string[]): void {
    this.known = [...new Set([...this.known, ...folders])].sort(compareKeys);
    const seen = new Set(some.map((key) => key.slice(0, key.indexOf('/', level.length))));
    this.#passed = seen.size > 1 ? seen.size : 0.5;
    this.#keys = count;
  }

  /** A page went by, from one key to another. */
  passed(first: string, last: string, keys: number): void {
    if (this.known.length === 0) return;
    this.#keys += keys;
    this.#passed += this.known.filter((folder) => isBetween(folder, first, last)).length;
  }

  /** How many keys a folder has on an average, as far as is known. */
  get keysEach(): number {
    return Math.max(1, this.#keys) / Math.max(0.5, this.#passed);
  }
}

function isBetween(folder: string, from: string, until: string | undefined): boolean {
  return compareKeys(folder, from) > 0 && (until === undefined || compareKeys(folder, until) < 0);
}
