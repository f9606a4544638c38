import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../shared/connector.ts';
import {
  type Draft,
  draftOf,
  draftProblems,
  hasStoredSecret,
  sameDraft,
  settled,
  withSecret,
  withValue,
} from './draft.ts';

const region: Field = {
  control: 'select',
  name: 'region',
  label: 'Region',
  required: true,
  default: 'here',
  choices: [
    { value: 'here', label: 'Here' },
    { value: 'there', label: 'There' },
  ],
};
const secret: Field = { control: 'secret', name: 'secret', label: 'Secret', required: true };
const size: Field = { control: 'number', name: 'size', label: 'Size', min: 1, max: 9 };
const fields = [region, secret, size];
const noVariables = () => false;
const empty: Draft = draftOf({ name: 'A', settings: {} });

describe('a value', () => {
  test('that is the default, or nothing, leaves no trace in the settings', () => {
    const changed = withValue(empty, region, 'there');
    expect(changed.settings).toEqual({ region: 'there' });
    expect(sameDraft(withValue(changed, region, 'here'), empty)).toBe(true);
    expect(sameDraft(withValue(withValue(empty, size, 4), size, undefined), empty)).toBe(true);
  });

  test('typed as text where a number belongs is kept and reported', () => {
    const problems = draftProblems(fields, withValue(empty, size, 'many'), noVariables);
    expect(problems.get('size')?.message).toBe('Size must be a number.');
  });
});

describe('a secret', () => {
  test('that is required counts as given once typed, and once stored', () => {
    expect(draftProblems(fields, empty, noVariables).get('secret')?.kind).toBe('missing');
    expect(draftProblems(fields, withSecret(empty, secret, 'x'), noVariables).has('secret')).toBe(false);
    const stored = draftOf({ name: 'A', settings: { secret: { secret: 'sec_1' } } });
    expect(hasStoredSecret(stored, secret)).toBe(true);
    expect(draftProblems(fields, stored, noVariables).has('secret')).toBe(false);
  });

  test('never enters the settings, and typing it away leaves the stored one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const stored = draftOf({ name: 'A', settings: { secret: { secret: 'sec_1' } } });
        const typed = withSecret(stored, secret, text);
        expect(typed.settings).toEqual(stored.settings);
        expect(sameDraft(typed, stored)).toBe(false);
        expect(sameDraft(withSecret(typed, secret, ''), stored)).toBe(true);
      }),
    );
  });
});

test('rows in which nothing was typed are not stored', () => {
  const rows = [
    { name: '', value: '' },
    { name: 'a', value: '' },
  ];
  expect(settled({ metadata: rows, tags: [{ name: '' }], key: 'k' })).toEqual({
    metadata: [{ name: 'a', value: '' }],
    key: 'k',
  });
});
