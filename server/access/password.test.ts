import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a password is known again, however its letters are put together, and no other one is', async () => {
  const kept = await hashPassword('Gr\u00fc\u00dfe aus K\u00f6ln');
  expect(kept).not.toContain('aus');
  expect(await isPassword('Gru\u0308\u00dfe aus Ko\u0308ln', kept)).toBe(true);
  for (const other of ['Gr\u00fc\u00dfe aus K\u00f6ln ', 'gr\u00fc\u00dfe aus k\u00f6ln', ''])
    expect(await isPassword(other, kept)).toBe(false);
}, 120_000);

test('the same password is kept in another form each time', async () => {
  const [one, other] = await Promise.all([hashPassword('the same password'), hashPassword('the same password')]);
  expect(one).not.toBe(other);
  expect(await isPassword('the same password', other)).toBe(true);
}, 120_000);

test('where there is nobody no password is right', async () => {
  expect(await isPassword('', undefined)).toBe(false);
  expect(await isPassword('anything at all', undefined)).toBe(false);
}, 120_000);
