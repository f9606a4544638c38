import { expect, test } from 'vitest';
import { LEVELS } from '../../shared/access/level.ts';
import type { Me } from '../../shared/api/access.ts';
import { isAdministrator, levelIn, type Standing, whyNotAllowed } from './permission.ts';

const plant = { id: 'env_plant', name: 'Plant' };

function meWith(level: Me['environments'][number]['level'] | null, mayAll = false): Me {
  const person = { id: 'per_1', name: 'Ada', userName: 'ada', isAdministrator: mayAll };
  return { access: 'people', person, mayAll, environments: level ? [{ ...plant, isDefault: true, level }] : [] };
}

function at(me: Me | null): Standing {
  return { me, environment: plant };
}

test('each level holds those before it, and says why one above it is not allowed', () => {
  for (const [held, level] of LEVELS.entries())
    for (const [needed, other] of LEVELS.entries())
      expect(whyNotAllowed(at(meWith(level)), other) === null).toBe(held >= needed);
  expect(whyNotAllowed(at(meWith('read')), 'write')).toBe('It needs Write in the environment Plant. You have Read.');
  expect(whyNotAllowed(at(meWith(null)), 'view-logs')).toBe(
    'It needs View logs in the environment Plant. You have no access to it.',
  );
});

test('administrators do everything; so does everybody while there are no people, or it is not known yet', () => {
  for (const level of LEVELS) {
    expect(whyNotAllowed(at(meWith(null, true)), level)).toBeNull();
    expect(whyNotAllowed(at(null), level)).toBeNull();
  }
  expect(levelIn(meWith(null, true), 'env_other')).toBe('write');
  expect(levelIn(meWith('read'), 'env_other')).toBeNull();
  expect([isAdministrator(meWith('write')), isAdministrator(meWith(null, true)), isAdministrator(null)]).toEqual([
    false,
    true,
    true,
  ]);
});
