import { expect, it } from 'vitest';
import { isDatabaseUnavailable } from './pool.ts';

// Where the database is on another machine, its name may not be resolved and its network may be away.
it.each(['EAI_AGAIN', 'ECONNABORTED', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH'])(
  'takes %s for a database that cannot be reached right now',
  (code) => {
    expect(isDatabaseUnavailable(Object.assign(new Error(`connect ${code}`), { code }))).toBe(true);
  },
);

it('takes a fault of a statement for none of these', () => {
  expect(isDatabaseUnavailable(Object.assign(new Error('duplicate key value'), { code: '23505' }))).toBe(false);
});
