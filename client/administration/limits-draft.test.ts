import { expect, test } from 'vitest';
import { Limits } from '../../shared/api/limits.ts';
import { limitProblem, limitsDraft, limitsOf, MOST } from './limits-draft.ts';

test('limits are whole numbers within bounds', () => {
  expect(limitProblem('30', 90)).toBeNull();
  for (const wrong of ['', ' ', '0', '1.5', '91', 'a', '-3'])
    expect(limitProblem(wrong, 90)).toBe('Enter a whole number from 1 to 90.');
  const limits = { logDays: 7, debugDays: 3, debugKiB: 64 };
  expect(limitsOf(limitsDraft(limits))).toEqual(limits);
  for (const name of ['logDays', 'debugDays', 'debugKiB'] as const)
    expect(limitsOf({ ...limitsDraft(limits), [name]: '' })).toBeNull();
});

test('the most that can be typed is the most that the server takes', () => {
  expect(Limits.safeParse(MOST).success).toBe(true);
  for (const name of ['logDays', 'debugDays', 'debugKiB'] as const)
    expect(Limits.safeParse({ ...MOST, [name]: MOST[name] + 1 }).success).toBe(false);
});
