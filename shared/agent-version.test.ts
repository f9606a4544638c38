import { expect, test } from 'vitest';
import { fitsServer } from './agent-version.ts';

test('an agent may differ in the last number only', () => {
  expect(fitsServer('1.2.3', '1.2.9')).toBe(true);
  expect(fitsServer('1.2.3', '1.3.3')).toBe(false);
  expect(fitsServer('1.2.3', '2.2.3')).toBe(false);
  expect(fitsServer('1.20.0', '1.2.0')).toBe(false);
  expect(fitsServer('', '1.2.0')).toBe(false);
  expect(fitsServer('other', 'other')).toBe(true);
});
