import { expect, test } from 'vitest';
import { doerOf } from './who-in-words.ts';

const NOBODY = { personId: null, name: null, via: 'open', accessKey: null, clientId: null } as const;

test('a person is told by name, with the access key where one was used', () => {
  const ada = { ...NOBODY, personId: 'per_1', name: 'Ada', via: 'browser' } as const;
  expect(doerOf(ada, 'brw_a')).toEqual({ name: 'Ada', way: '' });
  expect(doerOf({ ...ada, via: 'access-key', accessKey: 'nightly' }, 'brw_a')).toEqual({
    name: 'Ada',
    way: 'with the access key nightly',
  });
});

test('who was not signed in is told by browser or program', () => {
  expect(doerOf({ ...NOBODY, clientId: 'brw_a.page_1' }, 'brw_a')).toEqual({
    name: 'Not signed in',
    way: 'this browser',
  });
  expect(doerOf({ ...NOBODY, clientId: 'brw_b.page_1' }, 'brw_a').way).toBe('another browser');
  expect(doerOf({ ...NOBODY, clientId: 'nightly-import' }, 'brw_a').way).toBe('nightly-import');
});

test('a failed sign-in tells the user name that was given', () => {
  expect(doerOf({ ...NOBODY, name: 'mallory', via: 'browser' }, 'brw_a')).toEqual({ name: '“mallory”', way: '' });
});
