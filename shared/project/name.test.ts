import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyName, freeName, MAX_NAME_LENGTH, Name, nameKey, nameProblem } from './name.ts';

test('names that differ only in case, or in how an accent is written, are the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(nameKey(name)).toBe(name.normalize('NFC').toLocaleLowerCase('en-US'));
    }),
  );
  expect(nameKey('Re\u0301sume\u0301')).toBe(nameKey('RÉSUMÉ'));
});

test('a name is 1 to 128 characters without a slash, a colon, or a space at either end', () => {
  for (const good of ['a', 'Copy invoices (1)', 'ü', 'x'.repeat(MAX_NAME_LENGTH)]) expect(nameProblem(good)).toBeNull();
  for (const bad of ['', ' ', ' a', 'a ', 'a/b', 'a:b', 'x'.repeat(MAX_NAME_LENGTH + 1)]) {
    expect(nameProblem(bad)).not.toBeNull();
    expect(Name.safeParse(bad).success).toBe(false);
  }
});

test('a free name is the base itself, or the first number that is not taken', () => {
  expect(freeName('New Operation', [])).toBe('New Operation');
  expect(freeName('New Operation', ['new operation', 'New Operation (1)', 'New Operation (3)'])).toBe(
    'New Operation (2)',
  );
});

test('a very long name is copied without cutting a character in two', () => {
  const names = fc.string({ unit: 'grapheme', minLength: 100, maxLength: MAX_NAME_LENGTH, size: 'max' });
  fc.assert(
    fc.property(names, (name) => {
      expect(copyName(name, []).isWellFormed()).toBe(true);
    }),
  );
  expect(copyName('🗂'.repeat(64), [])).toBe(`${'🗂'.repeat(57)} - Copy`);
});
