import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOrder } from '../disk/key-order.ts';
import { SortedKeys } from '../disk/sorted-keys.ts';
import { type ListQuery, listPage } from './list-page.ts';

const piece = fc.constantFrom('a', 'b', '/', '//', '-', 'é', '\ufb01', '\u{1f600}', '.', 'ab');
const name = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
const query = fc.record({
  prefix: fc.oneof(fc.constant(''), name),
  delimiter: fc.constantFrom('', '/', '-', '//', 'é'),
  after: fc.oneof(fc.constant(''), name),
  limit: fc.integer({ min: 1, max: 7 }),
});

function sortedOf(keys: readonly string[]): SortedKeys {
  return SortedKeys.from(keys.map(toOrder));
}

/** The whole listing the slow and obvious way: every key, in byte order, grouped. */
function naive(keys: readonly string[], { prefix, delimiter, after }: ListQuery): string[] {
  const groupOf = (key: string): string | undefined => {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? undefined : key.slice(0, at + delimiter.length);
  };
  const passed = after.startsWith(prefix) ? groupOf(after) : undefined;
  const entries = keys
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .filter((key) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
    .map((key) => groupOf(key) ?? key)
    .filter((entry) => entry !== passed);
  return [...new Set(entries)];
}

describe('listPage', () => {
  test('gives page by page what a naive listing gives at once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 40 }), query, (keys, wanted) => {
        const sorted = sortedOf(keys);
        const got: string[] = [];
        let after: string | undefined = wanted.after;
        while (after !== undefined) {
          const page = listPage(sorted, { ...wanted, after });
          const entries = [...page.keys, ...page.commonPrefixes];
          expect(entries.length).toBeLessThanOrEqual(wanted.limit);
          if (page.next !== undefined) expect(entries.length).toBe(wanted.limit);
          got.push(...entries.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
          after = page.next;
        }
        expect(got).toEqual(naive(keys, wanted));
      }),
      { numRuns: 500 },
    );
  });

  test('asks for nothing and gets nothing', () => {
    const page = listPage(sortedOf(['a']), { prefix: '', delimiter: '', after: '', limit: 0 });
    expect(page).toEqual({ keys: [], commonPrefixes: [], next: undefined });
  });
});
