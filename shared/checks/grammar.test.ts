import fc from 'fast-check';
import { expect, test } from 'vitest';
import { any, type Expression, either, match, optional, sequence, symbol } from './grammar.ts';

type S = 'a' | 'b' | 'c';
const SYMBOLS: readonly S[] = ['a', 'b', 'c'];

/** An expression of the grammar, and the same one as a regular expression of JavaScript. */
interface Twin {
  expression: Expression<S>;
  source: string;
}

const { twin } = fc.letrec<{ twin: Twin }>((tie) => ({
  twin: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SYMBOLS).map((one): Twin => ({ expression: symbol(one), source: one })),
    fc.array(tie('twin'), { maxLength: 3 }).map(
      (parts): Twin => ({
        expression: sequence(...parts.map((part) => part.expression)),
        source: `(?:${parts.map((part) => part.source).join('')})`,
      }),
    ),
    fc.array(tie('twin'), { minLength: 1, maxLength: 3 }).map(
      (parts): Twin => ({
        expression: either(...parts.map((part) => part.expression)),
        source: `(?:${parts.map((part) => part.source).join('|')})`,
      }),
    ),
    tie('twin').map(({ expression, source }): Twin => ({ expression: any(expression), source: `(?:${source})*` })),
    tie('twin').map(({ expression, source }): Twin => ({ expression: optional(expression), source: `(?:${source})?` })),
  ),
}));

const row = fc.array(fc.constantFrom(...SYMBOLS), { maxLength: 8 });

/** Every row of symbols up to a length. */
function rows(length: number): S[][] {
  if (length === 0) return [[]];
  const shorter = rows(length - 1);
  const longest = shorter.filter((one) => one.length === length - 1);
  return [...shorter, ...longest.flatMap((one) => SYMBOLS.map((next) => [...one, next]))];
}

const ALL_ROWS = rows(6);

test('a row matches exactly when the regular expression does', () => {
  fc.assert(
    fc.property(twin, row, ({ expression, source }, steps) => {
      expect(match(expression, steps).ok).toBe(new RegExp(`^${source}$`).test(steps.join('')));
    }),
    { numRuns: 500 },
  );
});

test('a mismatch names the first step after which nothing could follow, and every symbol that would fit there', () => {
  fc.assert(
    fc.property(twin, row, ({ expression, source }, steps) => {
      const result = match(expression, steps);
      fc.pre(!result.ok);
      const whole = new RegExp(`^${source}$`);
      const language = ALL_ROWS.filter((one) => whole.test(one.join('')));
      const before = steps.slice(0, result.index).join('');
      const upTo = steps.slice(0, result.index + 1).join('');
      if (result.index < steps.length) expect(language.some((one) => one.join('').startsWith(upTo))).toBe(false);
      for (const one of language) {
        const next = one[before.length];
        if (one.join('').startsWith(before) && next !== undefined) expect(result.fitting).toContain(next);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing but the empty row matches an empty sequence, and nothing at all an empty choice', () => {
  expect(match(sequence<S>(), [])).toEqual({ ok: true });
  expect(match(sequence<S>(), ['a'])).toEqual({ ok: false, index: 0, fitting: [] });
  expect(match(either<S>(), [])).toEqual({ ok: false, index: 0, fitting: [] });
});
