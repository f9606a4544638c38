import { afterEach, beforeEach, expect, test } from 'vitest';
import { dateField } from './parse-settings.ts';

// The clock of an agent's machine may be that of any zone.

let before: string | undefined;
beforeEach(() => {
  before = process.env.TZ;
  process.env.TZ = 'America/New_York';
});
afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T18:00', '2026-01-31T18:00:00.000Z'],
  ['2026-01-31T18:00:00+01:00', '2026-01-31T17:00:00.000Z'],
  ['2026-01-31 18:00', '2026-01-31T18:00:00.000Z'],
  ['2026-01-31 18:00:00', '2026-01-31T18:00:00.000Z'],
  ['2026-01-31 18:00:00.5', '2026-01-31T18:00:00.500Z'],
  ['2026-01-31t18:00:00', '2026-01-31T18:00:00.000Z'],
  ['2026-01-31 18:00:00 +0100', '2026-01-31T17:00:00.000Z'],
  ['2026-01-31 18:00:00Z', '2026-01-31T18:00:00.000Z'],
])('a date without a zone is UTC, also where a variable gives it: %s', (text, expected) => {
  const time = dateField.parse(text);
  expect(new Date(time ?? Number.NaN).toISOString()).toBe(expected);
});
