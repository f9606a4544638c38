import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StepPlan } from '../../../../shared/runs/plan.ts';
import { collectedPartSize, GiB, LARGEST_OBJECT, MiB, MOST_PARTS, type Part, partSize } from './parts.ts';
import {
  CUT_ALIKE_FROM,
  LARGEST_COPY,
  LARGEST_SINGLE_PUT,
  planCopy,
  planTransfer,
  shown,
  type TransferFacts,
} from './plan-transfer.ts';

const TiB = 1024 * GiB;

const plain: TransferFacts = {
  size: 1000,
  rereadable: true,
  origin: { at: 'elsewhere' },
  onlyIfAbsent: false,
  storage: { refusesCopies: undefined, conditionalCopies: false, checksums: 'unknown', copyLimits: undefined },
};
const here: TransferFacts = { ...plain, origin: { at: 'here' } };

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 5 * TiB }),
  fc.constantFrom(0, 1, LARGEST_SINGLE_PUT, LARGEST_SINGLE_PUT + 1, LARGEST_COPY, LARGEST_COPY + 1, 5 * TiB),
);
const anyFacts: fc.Arbitrary<TransferFacts> = fc.record({
  size: fc.option(sizes, { nil: undefined }),
  rereadable: fc.boolean(),
  origin: fc.oneof(
    fc.constantFrom<TransferFacts['origin']>({ at: 'none' }, { at: 'elsewhere' }, { at: 'here' }),
    fc
      .constantFrom('byte-range' as const, 'customer-key' as const, 'opened' as const, 'same-object' as const)
      .map((obstacle) => ({ at: 'here' as const, obstacle })),
  ),
  sourcePart: fc.option(fc.integer({ min: 5 * MiB, max: 5 * GiB }), { nil: undefined }),
  onlyIfAbsent: fc.boolean(),
  storage: fc.record({
    refusesCopies: fc.constantFrom(undefined, 'Access is denied.'),
    conditionalCopies: fc.boolean(),
    checksums: fc.constantFrom('unknown' as const, 'full' as const, 'when-required' as const),
    copyLimits: fc.constantFrom(undefined, { largest: 512 * MiB, part: 128 * MiB }),
  }),
});

/** @throws unless the parts are the object, each byte once, within the limits */
function requireCover(parts: readonly Part[], size: number): void {
  let at = 0;
  for (const [index, { number, offset, length }] of parts.entries()) {
    if (number !== index + 1 || offset !== at || length <= 0) throw new Error(`part ${number} is wrong`);
    if (length > 5 * GiB) throw new Error(`part ${number} is too large`);
    at += length;
  }
  expect(at).toBe(size);
  expect(parts.length).toBeLessThanOrEqual(MOST_PARTS);
}

test('the parts are the object, each byte once, at most 10,000 of at most 5 GiB, up to 5 TiB', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const plan = planTransfer(facts);
      if (plan.way === 'parts' || plan.way === 'server-side-copy') {
        if (plan.parts) requireCover(plan.parts, facts.size ?? Number.NaN);
        else expect(facts.size).toBeLessThanOrEqual(facts.storage.copyLimits?.largest ?? LARGEST_COPY);
      }
      if (plan.way === 'stream') expect(facts.size).toBeLessThanOrEqual(LARGEST_SINGLE_PUT);
    }),
    { numRuns: 200 },
  );
});

test('the same facts give the same plan, with a reason that can be shown', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const plan = planTransfer(facts);
      expect(planTransfer(structuredClone(facts))).toEqual(plan);
      expect(StepPlan.parse(shown(plan)).reason).toMatch(/^[A-Z].*[.”]$/s);
    }),
    { numRuns: 200 },
  );
});

test('copied at the storage is what can be, and nothing else', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { origin, size, storage, onlyIfAbsent } = facts;
      const can = origin.at === 'here' && !origin.obstacle && size !== undefined && !storage.refusesCopies;
      const isSafe = !onlyIfAbsent || storage.conditionalCopies || (size ?? 0) > LARGEST_SINGLE_PUT;
      expect(planTransfer(facts).way === 'server-side-copy').toBe(can && isSafe);
    }),
    { numRuns: 200 },
  );
});

describe('the way, and why', () => {
  test.each<[string, Partial<TransferFacts>, string, RegExp]>([
    ['one copy', here, 'server-side-copy', /0 bytes through the agent.*One copy takes the whole object/],
    ['5 GiB', { ...here, size: LARGEST_COPY }, 'server-side-copy', /One copy/],
    ['more', { ...here, size: 8 * GiB }, 'server-side-copy', /In 16 parts of 512 MiB.*8,589,934,592 bytes are more/],
    ['two accounts', {}, 'stream', /One read passed on.*different credentials or on different endpoints\.$/],
    ['a refusal', { ...here, storage: { ...here.storage, refusesCopies: 'No.' } }, 'stream', /does not copy it: No\.$/],
    ['a byte range', { origin: { at: 'here', obstacle: 'byte-range' } }, 'stream', /only a part of the object/],
    ['an own key', { origin: { at: 'here', obstacle: 'customer-key' } }, 'stream', /encrypted with a key of its own/],
    ['itself', { origin: { at: 'here', obstacle: 'same-object' } }, 'stream', /are the same object/],
    ['only if absent', { ...here, onlyIfAbsent: true }, 'stream', /only where no object is, is not known/],
    ['large, only if absent', { ...here, onlyIfAbsent: true, size: 2 * GiB }, 'server-side-copy', /In 4 parts/],
    ['large', { size: 2 * GiB }, 'parts', /In 128 parts of 16 MiB/],
    [
      'cut as its source',
      { size: 200 * MiB, sourcePart: 8 * MiB },
      'parts',
      /In 25 parts of 8 MiB.*cut as the source is/,
    ],
    ['too small for that', { size: CUT_ALIKE_FROM, sourcePart: 8 * MiB }, 'stream', /One read passed on/],
    ['only if absent', { size: GiB, sourcePart: 8 * MiB, onlyIfAbsent: true }, 'stream', /One read passed on/],
    ['of huge parts', { size: 8 * GiB, sourcePart: 2 * GiB }, 'parts', /In 512 parts of 16 MiB/],
    ['of too many', { size: 60 * GiB, sourcePart: 5 * MiB }, 'parts', /In 991 parts of 62 MiB/],
    ['unknown length', { size: undefined, origin: { at: 'none' } }, 'collect', /its length is not known/],
    ['once only', { rereadable: false }, 'collect', /read only once/],
  ])('%s', (_, facts, way, reason) => {
    const plan = planTransfer({ ...plain, ...facts });
    expect(plan.way).toBe(way);
    expect(plan.reason).toMatch(reason);
  });

  test('at Amazon a copy may be asked for only where no object is', () => {
    const storage = { ...here.storage, conditionalCopies: true };
    expect(planTransfer({ ...here, onlyIfAbsent: true, storage })).toMatchObject({ way: 'server-side-copy' });
  });

  test('a storage that verifies no checksums is told of', () => {
    const storage = { ...plain.storage, checksums: 'when-required' as const };
    expect(planTransfer({ ...plain, storage }).reason).toContain('The ETag is compared');
    expect(planTransfer(plain).reason).toContain('verifies a checksum');
  });
});

test('a move is a copy whatever is known', () => {
  expect(planCopy(0)).toMatchObject({ way: 'server-side-copy', parts: undefined });
  requireCover(planCopy(5 * TiB).parts ?? [], 5 * TiB);
});

test('parts that are sent have 16 to 64 MiB as long as that suffices', () => {
  fc.assert(
    fc.property(fc.integer({ min: LARGEST_SINGLE_PUT + 1, max: 600 * GiB }), (size) => {
      const length = partSize(size);
      expect(length).toBeGreaterThanOrEqual(16 * MiB);
      expect(length).toBeLessThanOrEqual(64 * MiB);
    }),
  );
  expect(Math.ceil(LARGEST_OBJECT / partSize(LARGEST_OBJECT))).toBe(MOST_PARTS);
});

test('parts of an unknown length grow, so that 10,000 of them hold half a TiB', () => {
  const all = Array.from({ length: MOST_PARTS }, (_, index) => collectedPartSize(index + 1));
  expect(all.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(0.5 * TiB);
  expect(all[0]).toBeLessThanOrEqual(16 * MiB);
});

test('what lies in no storage needs no reason why it is not copied there', () => {
  expect(planTransfer({ ...plain, origin: { at: 'none' } }).reason).not.toContain('Not copied');
});
