import { expect, test } from 'vitest';
import { EMPTY_PERSON, problemsOfPerson } from './person-draft.ts';

test('what is missing is told by field; a password only of somebody new', () => {
  expect([...problemsOfPerson(EMPTY_PERSON, true).keys()]).toEqual(['name', 'userName', 'password']);
  expect([...problemsOfPerson(EMPTY_PERSON, false).keys()]).toEqual(['name', 'userName']);
});

test('a user name has no spaces, and a password twelve characters', () => {
  const draft = { name: 'Ada', userName: 'ada lovelace', password: 'too short' };
  expect(Object.fromEntries(problemsOfPerson(draft, true))).toEqual({
    userName: 'It has no spaces.',
    password: 'Take at least 12 characters; 3 more.',
  });
  expect(
    problemsOfPerson({ name: 'Ada', userName: 'ada@example.com', password: 'long enough is enough' }, true).size,
  ).toBe(0);
});
