import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

/** Texts with more of what would steer a terminal than chance would give. */
const texts = fc.string({ unit: fc.oneof(fc.constantFrom('\u0007', '\u001b', '\u007f', '\u0096', '\n'), fc.string()) });

test('JSON says the same in a form that steers no terminal', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shown = printable(JSON.stringify({ key: text }), true);
      expect(JSON.parse(shown)).toEqual({ key: text });
      expect(shown).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test('a text has signs in their place; line breaks and tabs stay', () => {
  expect(printable('a\u001b[2J\tb\u0096\n')).toBe('a\ufffd[2J\tb\ufffd\n');
});
