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

test('For each: a list that passes each object, then a source and a target, or Delete or Move', () => {
  expect(fits('each', 'source', 'target')).toBeNull();
  expect(fits('each', 'single')).toBeNull();
  expect(fits('each')).toBe('1: a source such as Get Object, Delete Object or Move Object');
  expect(fits('each', 'target')).toBe('1: a source such as Get Object, Delete Object or Move Object');
  expect(fits('each', 'single', 'single')).toBe('2: nothing more: the operation is complete before it');
});

test('Single target: Delete or Move alone', () => {
  expect(fits('single')).toBeNull();
  expect(fits('source', 'single')).toBe('1: a target such as Put Object');
});

test('a step that would fit if the list passed its objects the other way says so', () => {
  const fix = (...row: StepSymbol[]) => {
    const check = checkPattern(row);
    return check.ok ? null : check.fix;
  };
  expect(fix('list', 'source', 'target')).toMatch(/"Each object, one at a time"/);
  expect(fix('list', 'single')).toMatch(/"Each object, one at a time"/);
  expect(fix('each', 'target')).toMatch(/"The list, as one document"/);
  expect(fix('each', 'list')).toBeUndefined();
  expect(fix('list', 'target', 'single')).toBeUndefined();
  expect(fix('source', 'source')).toBeUndefined();
});

test('a row that breaks the patterns says where, and what would fit', () => {
  expect(fits('target')).toBe('0: a source such as Get Object, List Objects, Delete Object or Move Object');
  expect(fits('source', 'source')).toBe('1: a target such as Put Object');
  expect(fits('source')).toBe('1: a target such as Put Object');
  expect(fits('source', 'target', 'target')).toBe('2: nothing more: the operation is complete before it');
});
