import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test('a name is stood for by the first letters of its first and its last word', () => {
  expect(initialsOf('Ada Lovelace')).toBe('AL');
  expect(initialsOf('  johann sebastian bach ')).toBe('JB');
  expect(initialsOf('ada@example.com')).toBe('A');
  expect(initialsOf('Özil')).toBe('Ö');
  expect(initialsOf('𝒜da')).toBe('𝒜');
});
