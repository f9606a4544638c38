import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS, OperationOptions } from '../../shared/project/operation-options.ts';
import { dateOf, debugEnd, lastDebugDate } from './debug-date.ts';
import {
  MOST_ATTEMPTS,
  MOST_TIME_OUT,
  MOST_WAIT,
  type OptionsDraft,
  optionsDraft,
  optionsProblems,
  optionsToStore,
  secondsInWords,
  waits,
} from './options-draft.ts';

const NOW = new Date(2026, 10, 22, 17, 30);
const DEFAULTS = optionsDraft(DEFAULT_OPTIONS, NOW);

const anyDraft: fc.Arbitrary<OptionsDraft> = fc.record({
  timeOut: figure(MOST_TIME_OUT),
  unit: fc.constantFrom('seconds', 'minutes', 'hours'),
  log: fc.constantFrom('everything', 'errors'),
  debugUntil: fc.oneof(
    fc.constant(''),
    fc.integer({ min: -3, max: 18 }).map((days) => dateOf(new Date(2026, 10, 22 + days))),
  ),
  attempts: figure(MOST_ATTEMPTS),
  firstWait: figure(MOST_WAIT),
  longestWait: figure(MOST_WAIT),
  runSuccessWithoutSourceFiles: fc.boolean(),
  overlap: fc.constantFrom('skip', 'queue', 'allow'),
});

function figure(most: number): fc.Arbitrary<string> {
  return fc.oneof(fc.integer({ min: -1, max: most + 1 }).map(String), fc.constantFrom('', '1.5', 'x', '1e3'));
}

test('what has no problem can be stored, and comes back as it was', () => {
  fc.assert(
    fc.property(anyDraft, (draft) => {
      if (Object.keys(optionsProblems(draft, NOW)).length > 0) return;
      const stored = optionsToStore(draft, DEFAULT_OPTIONS, NOW);
      if (stored) OperationOptions.parse(stored);
      const again = optionsDraft(stored ?? DEFAULT_OPTIONS, NOW);
      expect({ ...again, timeOut: Number(again.timeOut) }).toEqual({
        ...draft,
        timeOut: Number(draft.timeOut),
        attempts: String(Number(draft.attempts)),
        firstWait: String(Number(draft.firstWait)),
        longestWait: String(Number(draft.longestWait)),
      });
    }),
  );
});

test('the defaults are stored as nothing', () => {
  expect(optionsProblems(DEFAULTS, NOW)).toEqual({});
  expect(optionsToStore(DEFAULTS, { ...DEFAULT_OPTIONS, log: 'errors' }, NOW)).toBeNull();
});

test('what is out of bounds is said at its field', () => {
  const wrong = { ...DEFAULTS, timeOut: '0', attempts: '21', firstWait: '60', longestWait: '30' };
  expect(optionsProblems(wrong, NOW)).toEqual({
    timeOut: 'Enter a whole number from 1 to 1,000,000.',
    attempts: 'Enter a whole number from 0 to 20.',
    longestWait: 'It is shorter than the first wait.',
  });
});

test('debug mode goes on to the end of its day, at most two weeks ahead', () => {
  expect(lastDebugDate(NOW)).toBe('2026-12-06');
  expect(optionsProblems({ ...DEFAULTS, debugUntil: '2026-12-07' }, NOW).debugUntil).toMatch(/two weeks/);
  expect(optionsProblems({ ...DEFAULTS, debugUntil: '2026-11-21' }, NOW).debugUntil).toBe('The date is past.');
  expect(new Date(debugEnd('2026-11-30', NOW) ?? '')).toEqual(new Date(2026, 10, 30, 23, 59, 59));
  expect(new Date(debugEnd('2026-12-06', NOW) ?? '')).toEqual(new Date(2026, 11, 6, 17, 30));
});

test('a moment that is stored stays while its day is not touched; one that is past shows as off', () => {
  const debugUntil = new Date(2026, 10, 25, 9).toISOString();
  const before = { ...DEFAULT_OPTIONS, debugUntil };
  const draft = { ...optionsDraft(before, NOW), log: 'errors' as const };
  expect(optionsToStore(draft, before, NOW)?.debugUntil).toBe(debugUntil);
  expect(optionsToStore({ ...draft, debugUntil: '' }, before, NOW)?.debugUntil).toBeUndefined();
  expect(optionsDraft(before, new Date(2026, 10, 26)).debugUntil).toBe('');
});

test('the waits are doubled up to the longest', () => {
  expect(waits({ ...DEFAULTS, attempts: '3' })).toEqual([30, 60, 120]);
  expect(waits({ ...DEFAULTS, attempts: '20' })).toEqual([30, 60, 120, 240, 480, 600]);
  expect(waits(DEFAULTS)).toEqual([]);
  expect([30, 61, 3600, 5400].map(secondsInWords)).toEqual([
    '30 seconds',
    '1 minute 1 second',
    '1 hour',
    '1 hour 30 minutes',
  ]);
});
