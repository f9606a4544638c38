import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pillKey, referenceSpans, typedNameAt } from './typing.ts';

test('what stands between an open bracket and the caret is the name that is being typed', () => {
  expect(typedNameAt('in/[cu', 6)).toEqual({ start: 3, name: 'cu' });
  expect(typedNameAt('in/[', 4)).toEqual({ start: 3, name: '' });
  for (const [text, caret] of [
    ['in/[cu]', 7],
    ['in/\\[cu', 7],
    ['[a b', 4],
    ['[cu', 0],
  ] as const)
    expect(typedNameAt(text, caret)).toBeNull();
});

test('a pill is gone over, and taken away, as a whole', () => {
  const text = 'in/[a]{b}/c';
  expect(referenceSpans(text)).toEqual([{ start: 3, end: 9 }]);
  expect(pillKey(text, 9, 'ArrowLeft')).toEqual({ kind: 'jump', to: 3 });
  expect(pillKey(text, 3, 'ArrowRight')).toEqual({ kind: 'jump', to: 9 });
  expect(pillKey(text, 9, 'Backspace')).toEqual({ kind: 'remove', span: { start: 3, end: 9 } });
  expect(pillKey(text, 3, 'Delete')).toEqual({ kind: 'remove', span: { start: 3, end: 9 } });
  for (const caret of [0, 5, 11]) expect(pillKey(text, caret, 'Backspace')).toBeNull();
});

test('every span is a reference, from bracket to bracket', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '\\', 'a', '/'), maxLength: 30 }), (text) => {
      for (const { start, end } of referenceSpans(text)) expect(text.slice(start, end)).toMatch(/^\[a+\](\{[^}]*\})?$/);
    }),
  );
});
