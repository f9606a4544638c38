import { expect, test } from 'vitest';
import type { Field } from '../connector.ts';
import type { Settings } from '../project/settings.ts';
import { fieldProblems, isVisible } from './fields.ts';

const FIELDS: readonly Field[] = [
  {
    name: 'mode',
    label: 'Mode',
    control: 'radio',
    default: 'simple',
    choices: [
      { value: 'simple', label: 'Simple' },
      { value: 'full', label: 'Full' },
    ],
  },
  {
    name: 'detail',
    label: 'Detail',
    control: 'text',
    required: true,
    variables: true,
    maxLength: 20,
    visibleWhen: [{ field: 'mode', equals: ['full'] }],
    pattern: { source: '^[a-z]+$', message: 'use lower case letters.' },
  },
  {
    name: 'depth',
    label: 'Depth',
    control: 'text',
    required: true,
    visibleWhen: [{ field: 'detail', equals: ['deep'] }],
  },
  { name: 'count', label: 'Count', control: 'number', default: 5, min: 1, max: 10 },
];

function found(settings: Settings): string[] {
  return fieldProblems(FIELDS, settings, (name) => name === 'known').map((problem) => problem.message);
}

test('what is not shown is not asked for', () => {
  expect(found({})).toEqual([]);
  expect(found({ mode: 'full' })).toEqual(['Detail is required.']);
});

test('a field under a hidden field is hidden too, whatever that one holds', () => {
  const [, , depth] = FIELDS;
  if (!depth) throw new Error('no field');
  expect(isVisible(depth, { mode: 'full', detail: 'deep' }, FIELDS)).toBe(true);
  expect(isVisible(depth, { mode: 'simple', detail: 'deep' }, FIELDS)).toBe(false);
});

test('texts are checked for length and form, but not while a variable stands in them', () => {
  expect(found({ mode: 'full', detail: 'x'.repeat(21) })).toEqual([
    'Detail has 21 characters; at most 20 are allowed.',
  ]);
  expect(found({ mode: 'full', detail: 'A1' })).toEqual(['Detail: use lower case letters.']);
  expect(found({ mode: 'full', detail: '[known]' })).toEqual([]);
  expect(found({ mode: 'full', detail: '[other]' })).toEqual([
    'Detail names the variable [other], which does not exist.',
  ]);
});

test('numbers and choices are checked', () => {
  expect(found({ count: 11 })).toEqual(['Count must be between 1 and 10.']);
  expect(found({ count: 'five' })).toEqual(['Count must be a number.']);
  expect(found({ mode: 'other' })).toEqual(['Mode has the unknown value "other".']);
});
