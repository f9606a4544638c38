import { expect, test } from 'vitest';
import { checkPattern, type StepSymbol } from './patterns.ts';

function fits(...row: StepSymbol[]): string | null {
  const check = checkPattern(row);
  return check.ok ? null : `${check.index}: ${check.fits}`;
}

test('Transfer: a source, then a target', () => {
  expect(fits('source', 'target')).toBeNull();
});

test('List: alone, or then a target', () => {
  expect(fits('list')).toBeNull();
  expect(fits('list', 'target')).toBeNull();
});

test('a row that breaks the patterns says where, and what would fit', () => {
  expect(fits('target')).toBe('0: a source such as Get Object or List Objects');
  expect(fits('source', 'source')).toBe('1: a target such as Put Object');
  expect(fits('source')).toBe('1: a target such as Put Object');
  expect(fits('source', 'target', 'target')).toBe('2: nothing more: the operation is complete before it');
});
