import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRunAgain, type LossFacts, lossesAfter, MOST_LOSSES, MOST_SUSPECT_LOSSES, reasonOfLoss } from './losses.ts';

const anyFacts: fc.Arbitrary<LossFacts> = fc.record({
  hasBegun: fc.boolean(),
  isAgentGone: fc.boolean(),
  isServerSteady: fc.boolean(),
});

/** After how many of these losses a run ends in Error; null: it goes on after all of them. */
function endsAfter(facts: readonly LossFacts[]): number | null {
  let losses = { all: 0, suspect: 0 };
  for (const [index, one] of facts.entries()) {
    losses = lossesAfter(losses, reasonOfLoss(one));
    if (!isRunAgain(losses)) return index + 1;
  }
  return null;
}

const isSuspect = (facts: LossFacts) => reasonOfLoss(facts) === 'suspect';

test('only an agent that died with the run begun, with its server steady, makes the run a suspect', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(isSuspect(facts)).toBe(facts.hasBegun && facts.isAgentGone && facts.isServerSteady);
    }),
  );
});

test('a run ends at its fifth suspect loss or at its twentieth of any kind, whichever comes first, and no earlier', () => {
  fc.assert(
    fc.property(fc.array(anyFacts, { maxLength: 40 }), (facts) => {
      const suspects = facts.flatMap((one, index) => (isSuspect(one) ? [index + 1] : []));
      const fifth = suspects[MOST_SUSPECT_LOSSES - 1] ?? Number.POSITIVE_INFINITY;
      const expected = Math.min(fifth, MOST_LOSSES);
      expect(endsAfter(facts)).toBe(expected <= facts.length ? expected : null);
    }),
  );
});

test('nothing goes round for ever, whatever its agents were lost by', () => {
  fc.assert(
    fc.property(fc.array(anyFacts, { minLength: MOST_LOSSES, maxLength: 40 }), (facts) => {
      expect(endsAfter(facts)).not.toBeNull();
    }),
  );
});

test('losses together with the server alone end a run at the larger bound only', () => {
  const killed = { hasBegun: true, isAgentGone: true, isServerSteady: false };
  expect(endsAfter(new Array(MOST_LOSSES - 1).fill(killed))).toBeNull();
  expect(endsAfter(new Array(MOST_LOSSES).fill(killed))).toBe(MOST_LOSSES);
});
