import { expect, test } from 'vitest';
import type { PersonDetail } from '../../../shared/api/access.ts';
import { takingBack } from './person-change.ts';

const GRACE: PersonDetail = {
  id: 'per_1',
  name: 'Grace',
  userName: 'grace',
  isAdministrator: false,
  disabled: false,
  levels: { env_a: 'read', env_b: 'write' },
  createdAt: '2026-11-30T12:00:00Z',
  lastSignInAt: null,
  sessions: 0,
  accessKeys: 0,
};

test('a level is taken back where it was changed; what was changed elsewhere since stays', () => {
  const change = { levels: { env_a: 'execute', env_b: 'write' } } as const;
  expect(takingBack(GRACE, change, { env_a: 'execute', env_b: 'read', env_c: 'read' })).toEqual({
    levels: { env_a: 'read', env_b: 'read', env_c: 'read' },
  });
});

test('a level that was given first is taken away, one that was taken away is given back', () => {
  const given = { ...GRACE.levels, env_c: 'read' } as const;
  expect(takingBack(GRACE, { levels: given }, given)).toEqual({ levels: GRACE.levels });
  expect(takingBack(GRACE, { levels: { env_a: 'read' } }, { env_a: 'read' })).toEqual({ levels: GRACE.levels });
});

test('disabling and making an administrator are taken back alone', () => {
  expect(takingBack(GRACE, { disabled: true }, {})).toEqual({ disabled: false });
  expect(takingBack(GRACE, { isAdministrator: true }, {})).toEqual({ isAdministrator: false });
});
