import { expect, test } from 'vitest';
import { descriptor as amazonS3 } from '../../connectors/amazon-s3/descriptor.ts';
import { descriptor as localFiles } from '../../connectors/local-files/descriptor.ts';
import { fittingWords, otherModeFix } from './pattern-words.ts';
import { checkPattern, type StepSymbol } from './patterns.ts';

function fits(...row: StepSymbol[]): string | null {
  const check = checkPattern(row);
  return check.ok ? null : `${check.index}: ${fittingWords(check.fitting, amazonS3.activityTypes)}`;
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
    const list = amazonS3.activityTypes.find(({ role }) => role === 'list');
    return check.ok || !check.otherMode || !list ? undefined : otherModeFix(list, check.otherMode);
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

test('what fits is named by the activity types of the connectors that the operation uses', () => {
  expect(fittingWords(['target'], localFiles.activityTypes)).toBe('a target such as Write File');
  const both = [...amazonS3.activityTypes, ...localFiles.activityTypes];
  expect(fittingWords(['source', 'list'], both)).toBe(
    'a source such as Get Object or Read File, List Objects or List Files',
  );
  const list = localFiles.activityTypes.find(({ role }) => role === 'list');
  expect(list && otherModeFix(list, 'each')).toMatch(/^Open the List Files .* "Each file, one at a time"/);
});
