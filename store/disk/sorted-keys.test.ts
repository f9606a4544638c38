import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SortedKeys } from './sorted-keys.ts';

const text = fc.string({ minLength: 1, maxLength: 3 });

describe('SortedKeys', () => {
  test('holds what a sorted set of texts holds, whatever is added and deleted', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), text), { maxLength: 200 });
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 50 }), steps, text, (first, changes, from) => {
        const keys = SortedKeys.from(first);
        const model = new Set(first);
        for (const [add, item] of changes) {
          if (add) {
            keys.add(item);
            model.add(item);
          } else {
            keys.delete(item);
            model.delete(item);
          }
        }
        const wanted = [...model].sort().filter((item) => item >= from);
        expect([...keys.walk(from)]).toEqual(wanted);
        expect(keys.ceiling(from)).toBe(wanted[0]);
      }),
    );
  });

  test('stays in order when many are added one by one and most deleted again', () => {
    const keys = new SortedKeys();
    const all = Array.from({ length: 5000 }, (_, i) => String((i * 7919) % 5000).padStart(4, '0'));
    for (const item of all) keys.add(item);
    expect([...keys.walk('')]).toEqual(all.toSorted());
    for (const item of all) if (!item.endsWith('5')) keys.delete(item);
    expect([...keys.walk('1000')]).toEqual(all.filter((item) => item.endsWith('5') && item >= '1000').toSorted());
  });
});
