import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzyMatch } from './fuzzy.ts';

function score(query: string, text: string): number {
  return fuzzyMatch(query, text)?.score ?? Number.NEGATIVE_INFINITY;
}

test('finds letters in their order, whatever their case and the spaces typed', () => {
  expect(fuzzyMatch('dr', 'Deploy and run')?.positions).toEqual([0, 11]);
  expect(fuzzyMatch('D  AR', 'Deploy and run')?.positions).toEqual([0, 7, 11]);
  expect(fuzzyMatch('nur', 'Deploy and run')).toBeNull();
  expect(fuzzyMatch('runs', 'Run')).toBeNull();
  expect(fuzzyMatch('', 'anything')).toEqual({ score: 0, positions: [] });
});

test('takes the best way there is, not the first', () => {
  expect(fuzzyMatch('run', 'Return to run')?.positions).toEqual([10, 11, 12]);
  expect(fuzzyMatch('ci', 'Archive: Copy invoices')?.positions).toEqual([9, 14]);
});

test('a start beats the start of a word, that beats the middle of one, and letters side by side beat scattered ones', () => {
  expect(score('run', 'Run')).toBeGreaterThan(score('run', 'Deploy and run'));
  expect(score('run', 'Deploy and run')).toBeGreaterThan(score('run', 'Prune'));
  expect(score('copy', 'Copy invoices')).toBeGreaterThan(score('copy', 'Check our proxy'));
  expect(score('run', 'Run')).toBeGreaterThan(score('run', 'Run again'));
});

test('what it finds is the query, in order', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 6 }), (text, query) => {
      const match = fuzzyMatch(query, text);
      const wanted = [...query].map((letter) => letter.toLowerCase()).filter((letter) => letter.trim() !== '');
      const letters = [...text].map((letter) => letter.toLowerCase());
      if (!match) return;
      expect(match.positions.map((at) => letters[at])).toEqual(wanted);
      expect([...match.positions].sort((a, b) => a - b)).toEqual(match.positions);
    }),
  );
});

test('every text answers itself, also where the lower case of a letter is longer or goes by its neighbours', () => {
  expect(fuzzyMatch('İhr', 'Aylık İhracat')?.positions).toEqual([6, 7, 8]);
  expect(fuzzyMatch('ΟΔΟΣ', 'ΟΔΟΣ 1')?.positions).toEqual([0, 1, 2, 3]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fuzzyMatch(text, text)).not.toBeNull();
    }),
  );
});

test('every text answers each of its own parts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'abc '), { minLength: 1 }),
      fc.infiniteStream(fc.boolean()),
      (text, keep) => {
        const part = text.filter(() => keep.next().value);
        expect(fuzzyMatch(part.join(''), text.join(''))).not.toBeNull();
      },
    ),
  );
});
