const BLOCK_LIMIT = 512;

/** The first index of a sorted list whose item is not less than `wanted`. */
function lowerBound(items: readonly string[], wanted: string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A sorted set of texts in blocks of some hundred: adding or removing one moves a block, not the whole list, and a walk
 * may begin anywhere. Compares by code units; see `key-order.ts`.
 */
export class SortedKeys {
  #blocks: string[][] = [];

  /** Builds the set from texts in any order, without doubles. */
  static from(texts: Iterable<string>): SortedKeys {
    const sorted = [...texts].sort();
    const keys = new SortedKeys();
    for (let at = 0; at < sorted.length; at += BLOCK_LIMIT / 2)
      keys.#blocks.push(sorted.slice(at, at + BLOCK_LIMIT / 2));
    return keys;
  }

  /** The first block whose last item is not less than `wanted`. */
  #blockAt(wanted: string): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.at(-1) ?? '') < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(text: string): void {
    const at = Math.min(this.#blockAt(text), this.#blocks.length - 1);
    const block = this.#blocks[at];
    if (block === undefined) {
      this.#blocks.push([text]);
      return;
    }
    const place = lowerBound(block, text);
    if (block[place] === text) return;
    block.splice(place, 0, text);
    if (block.length > BLOCK_LIMIT) this.#blocks.splice(at + 1, 0, block.splice(BLOCK_LIMIT / 2));
  }

  delete(text: string): void {
    const at = this.#blockAt(text);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const place = lowerBound(block, text);
    if (block[place] !== text) return;
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** The least text that is `from` or greater. */
  ceiling(from: string): string | undefined {
    const block = this.#blocks[this.#blockAt(from)];
    return block?.[lowerBound(block, from)];
  }

  /** All texts that are `from` or greater, in order. The set must not change during the walk. */
  *walk(from: string): Generator<string> {
    const first = this.#blockAt(from);
    for (let at = first; at < this.#blocks.length; at++) {
      const block = this.#blocks[at] ?? [];
      const start = at === first ? lowerBound(block, from) : 0;
      for (let i = start; i < block.length; i++) yield block[i] ?? '';
    }
  }
}
