import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHeaderText, encodeHeaderText } from './header-text.ts';

test('any text comes back, and what travels is ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sent = encodeHeaderText(text);
      expect(sent).toMatch(/^[\x20-\x7e]*$/);
      expect(decodeHeaderText(sent)).toBe(text);
    }),
  );
});

test.each([
  ['=?UTF-8?Q?J=C3=BCrgen_K?=', 'Jürgen K'],
  ['=?utf-8?b?SsO8?= =?UTF-8?Q?rgen?=', 'Jürgen'],
  ['J\u00c3\u00bcrgen', 'Jürgen'],
  ['J\u00fcrgen', 'Jürgen'],
])('%s is read as %s', (sent, text) => {
  expect(decodeHeaderText(sent)).toBe(text);
});
