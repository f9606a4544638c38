import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterPrefix, fromOrder, toOrder } from './key-order.ts';

const key = fc.string({ unit: 'binary', minLength: 0, maxLength: 8 });
const tricky = fc
  .array(fc.constantFrom('a', '\u0000', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'), { maxLength: 5 })
  .map((units) => units.join(''));
const anyKey = fc.oneof(key, tricky);

function sign(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

describe('the order of keys', () => {
  test('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (a, b) => {
        expect(sign(toOrder(a), toOrder(b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test('gives the key back', () => {
    fc.assert(
      fc.property(anyKey, (a) => {
        expect(fromOrder(toOrder(a))).toBe(a);
      }),
    );
  });

  test('has a place behind all keys with a prefix and before all others', () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, (prefix, rest, other) => {
        const place = afterPrefix(toOrder(prefix));
        expect(toOrder(prefix + rest) < place).toBe(true);
        const order = toOrder(other);
        if (!other.startsWith(prefix)) expect(order < toOrder(prefix) || order > place).toBe(true);
      }),
    );
  });
});
