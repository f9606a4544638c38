import { expect, test } from 'vitest';
import { isTimeZone } from '../../shared/schedules/zone.ts';
import { serverTimeZone } from './server-time-zone.ts';

test('is where the clocks of the server hang', () => {
  expect(isTimeZone(serverTimeZone())).toBe(true);
  expect(serverTimeZone('Asia/Tokyo')).toBe('Asia/Tokyo');
});

test('is UTC where the computer is set to none that is known', () => {
  for (const named of ['Etc/Unknown', '+02:00', '', undefined]) expect(isTimeZone(serverTimeZone(named))).toBe(true);
  expect(serverTimeZone('Etc/Unknown')).toBe('UTC');
  expect(serverTimeZone('')).toBe('UTC');
});
