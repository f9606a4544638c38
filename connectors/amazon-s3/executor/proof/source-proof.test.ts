import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sink } from '../../../../shared/runs/payload.ts';
import { cutInParts } from '../plan/parts.ts';
import { crcOfParts } from '../test-support/crc-of-parts.ts';
import { SourceProof } from './source-proof.ts';
import type { Vouched } from './vouched.ts';

const bytes = Buffer.from('The bytes of a source that come over plain HTTP, again and again.');
const { signal } = new AbortController();

/** The bytes with one bit flipped; as they are without. */
function flipped(at: number | undefined): Buffer {
  const copy = Buffer.from(bytes);
  if (at !== undefined) copy.writeUInt8(copy.readUInt8(at % copy.length) ^ 4, at % copy.length);
  return copy;
}

/** A proof of a source whose readings are flipped, one after the other, at these places. */
function proofOf(vouched: Vouched, flips: readonly (number | undefined)[]) {
  const told: string[] = [];
  const log = (_level: string, code: string) => void told.push(code);
  const proof = new SourceProof({ vouched, cut: undefined, log, name: () => 'the object' });
  const left = flips.values();
  let readings = 0;
  const read = async (sink: Sink) => {
    readings += 1;
    await sink(flipped(left.next().value));
  };
  proof.readBy(read);
  return { proof, told, read, readings: () => readings };
}

/** One passing reading; whether it was held to be right, and whether it was. */
async function pass({ proof, read }: ReturnType<typeof proofOf>) {
  const verifier = await proof.verifier(signal);
  let came = Buffer.alloc(0);
  await read((chunk) => {
    verifier.update(chunk);
    came = Buffer.from(chunk);
  });
  const holds = await verifier.holds();
  verifier.close?.();
  return { holds, isRight: came.equals(bytes) };
}

const md5 = { kind: 'md5', md5: hash('md5', bytes, 'hex') } as const;
const kinds = fc.constantFrom<Vouched>({ kind: 'nothing' }, md5, {
  kind: 'composite',
  eTag: `${'0'.repeat(32)}-2`,
  count: 2,
});
/** No two readings have the same flip. */
const flips = fc.uniqueArray(fc.option(fc.integer({ min: 0, max: bytes.length - 1 }), { nil: undefined, freq: 2 }), {
  maxLength: 12,
  selector: (flip) => flip ?? Symbol('none'),
});

test('what is held to be right is right, as long as no two readings are damaged alike', async () => {
  await fc.assert(
    fc.asyncProperty(kinds, flips, async (vouched, places) => {
      const world = proofOf(vouched, places);
      // As a Put tries again.
      for (let tries = 0; tries < 4; tries += 1) {
        const { holds, isRight } = await pass(world);
        if (!holds) continue;
        expect(isRight).toBe(true);
        return;
      }
      expect(places.some((place) => place !== undefined)).toBe(true);
    }),
  );
});

test('parts of which no two readings are damaged alike are the source', async () => {
  const parts = cutInParts(bytes.length, 20);
  await fc.assert(
    fc.asyncProperty(
      kinds,
      flips,
      fc.option(fc.nat(bytes.length - 1), { nil: undefined }),
      async (vouched, places, sent) => {
        if (sent !== undefined && places.includes(sent)) return;
        const { proof } = proofOf(vouched, places);
        const pieces = crcOfParts(flipped(sent), parts);
        proof.noteSent(pieces.map((value, index) => ({ value, length: parts[index]?.length ?? 0 })));
        for (let tries = 0; tries < 3; tries += 1) {
          const truth = await proof.partsOfTruth(parts, signal);
          if (truth) expect(truth).toEqual(crcOfParts(bytes, parts));
          if (truth) return;
        }
      },
    ),
  );
});

test('where nothing is vouched for it is read twice, and where an ETag stays unproven that is a warning', async () => {
  const nothing = proofOf({ kind: 'nothing' }, []);
  expect(await pass(nothing)).toEqual({ holds: true, isRight: true });
  expect(nothing.readings()).toBe(2);
  expect(nothing.told).toEqual(['source-read-again']);
  const untold = proofOf({ kind: 'composite', eTag: `${'0'.repeat(32)}-2`, count: 2 }, []);
  expect(await pass(untold)).toEqual({ holds: true, isRight: true });
  expect(untold.told).toEqual(['source-read-again', 'source-unproven']);
  const proven = proofOf(md5, []);
  expect(await pass(proven)).toEqual({ holds: true, isRight: true });
  expect(proven.told).toEqual([]);
});
