import { afterPrefix, fromOrder, toOrder } from '../disk/key-order.ts';
import type { SortedKeys } from '../disk/sorted-keys.ts';

export interface ListQuery {
  readonly prefix: string;
  /** Empty: no grouping. */
  readonly delimiter: string;
  /** List what comes after this key or common prefix; empty: from the beginning. */
  readonly after: string;
  /** Keys and common prefixes together. */
  readonly limit: number;
}

export interface ListPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins, as the next query's `after`; undefined when there is none. */
  readonly next: string | undefined;
}

/** The common prefix a key falls under: up to the first delimiter behind the listing's prefix. */
function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function startOrder({ prefix, delimiter, after }: ListQuery): string {
  const from = toOrder(prefix);
  if (after === '') return from;
  // A place inside a common prefix has that prefix behind it: it has been listed.
  const group = after.startsWith(prefix) ? commonPrefix(after, prefix, delimiter) : undefined;
  const place = group === undefined ? `${toOrder(after)}\u0000` : afterPrefix(toOrder(group));
  if (place < from) return from;
  return place;
}

/** One page of a listing in UTF-8 byte order; a common prefix costs one step, however many keys are under it. */
export function listPage(sorted: SortedKeys, query: ListQuery): ListPage {
  const { prefix, delimiter, limit } = query;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  const orderedPrefix = toOrder(prefix);
  let last = '';
  let from: string | undefined = limit === 0 ? undefined : startOrder(query);
  while (from !== undefined) {
    let resume: string | undefined;
    for (const order of sorted.walk(from)) {
      if (!order.startsWith(orderedPrefix)) break;
      if (keys.length + commonPrefixes.length === limit) return { keys, commonPrefixes, next: last };
      const key = fromOrder(order);
      const group = commonPrefix(key, prefix, delimiter);
      last = group ?? key;
      if (group === undefined) {
        keys.push(key);
        continue;
      }
      commonPrefixes.push(group);
      resume = afterPrefix(toOrder(group));
      break;
    }
    from = resume;
  }
  return { keys, commonPrefixes, next: undefined };
}
