import { expect, test } from 'vitest';
import { auditFilter, isSearching, NO_AUDIT_SEARCH } from './audit-search.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');

test('nothing chosen is asked for without a filter', () => {
  expect(auditFilter(NO_AUDIT_SEARCH, NOW)).toEqual({});
  expect(auditFilter({ ...NO_AUDIT_SEARCH, words: '  ' }, NOW)).toEqual({});
  expect(isSearching(NO_AUDIT_SEARCH)).toBe(false);
});

test('what is chosen is asked for', () => {
  const search = { ...NO_AUDIT_SEARCH, personId: 'per_1', kind: 'deploy', words: ' nightly ', range: 'day' } as const;
  expect(auditFilter(search, NOW)).toEqual({
    personId: 'per_1',
    kind: 'deploy',
    words: 'nightly',
    from: '2026-11-29T12:00:00.000Z',
  });
  expect(isSearching(search)).toBe(true);
});

test('the last of two days is in it as a whole', () => {
  const search = { ...NO_AUDIT_SEARCH, range: 'between', from: '2026-11-01', to: '2026-11-02' } as const;
  const { from = '', to = '' } = auditFilter(search, NOW);
  expect(Date.parse(to) - Date.parse(from)).toBe(2 * 24 * 3_600_000 - 1);
  expect(auditFilter({ ...search, from: '', to: '' }, NOW)).toEqual({});
});

test('what a date box holds that is no day asks for nothing: one digit too many of the year is easily typed', () => {
  const search = { ...NO_AUDIT_SEARCH, range: 'between', from: '20266-11-01', to: '2026-11-02' } as const;
  const { to } = auditFilter({ ...search, from: '' }, NOW);
  expect(auditFilter(search, NOW)).toEqual({ to });
  expect(isSearching({ ...search, to: '' })).toBe(false);
});
