import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunQuery } from '../../shared/runs/run-query.ts';
import { NO_SEARCH, readText, sinceOf, TIME_RANGES } from './log-search.ts';

test.each([
  ['', null, null],
  ['   ', null, null],
  ['copy', 'copy', null],
  ['copy reports', 'copy reports', null],
  ['operation=copy', 'copy', null],
  ['operation="copy reports" message=denied', 'copy reports', 'denied'],
  ['MESSAGE="access denied"', null, 'access denied'],
  ['copy message=denied', 'copy', 'denied'],
  ['message=', null, null],
  ['message="', null, null],
  ['message=a message=b', null, 'a b'],
  ['a=b', 'a=b', null],
])('%s', (text, operation, message) => {
  expect(readText(text)).toEqual({ operation, message });
});

test('whatever is typed makes a query that the server takes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      const { operation, message } = readText(text);
      const query = { ...(operation === null ? {} : { operation }), ...(message === null ? {} : { message }) };
      expect(RunQuery.safeParse(query).success).toBe(true);
    }),
  );
});

test('the time range is the last 24 hours unless another one is chosen', () => {
  const now = Date.parse('2026-02-03T12:00:00Z');
  expect(sinceOf(NO_SEARCH, now)).toBe(Date.parse('2026-02-02T12:00:00Z'));
  expect(TIME_RANGES.map(({ value }) => sinceOf({ ...NO_SEARCH, range: value }, now) === null)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});
