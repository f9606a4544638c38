import { hash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { parseConnection } from '../connection.ts';
import { Endpoints } from '../endpoints.ts';
import { cutInParts, type Part } from '../plan/parts.ts';
import { SourceProof } from '../proof/source-proof.ts';
import type { Vouched } from '../proof/vouched.ts';
import { crcOfParts } from '../test-support/crc-of-parts.ts';
import { recorder } from '../test-support/run-step.ts';
import { confirmParts } from './confirm-parts.ts';
import { combineCrc32 } from './crc32-combine.ts';
import type { DonePart } from './done-parts.ts';
import { compositeETag } from './etag.ts';

const bytes = Buffer.from('what a source holds, sent in parts that may be damaged on their way');
const damaged = Buffer.from(bytes);
damaged.writeUInt8(damaged.readUInt8(25) ^ 1, 25);
const parts = cutInParts(bytes.length, 20);
const endpoints = new Endpoints({ pauses: { baseMs: 1, capMs: 5 } });
afterAll(() => endpoints.close());

const md5Of = (from: Buffer, { offset, length }: Part) => hash('md5', from.subarray(offset, offset + length), 'hex');
const crcs = crcOfParts(bytes, parts);
const composite: Vouched = {
  kind: 'composite',
  eTag: compositeETag(parts.map((part) => md5Of(bytes, part))),
  count: 4,
};
const md5: Vouched = { kind: 'md5', md5: hash('md5', bytes, 'hex') };
const crc32: Vouched = {
  kind: 'checksum',
  algorithm: 'CRC32',
  value: combineCrc32(crcs.map((value, index) => ({ value, length: parts[index]?.length ?? 0 }))),
};
const sha1: Vouched = { kind: 'checksum', algorithm: 'SHA1', value: hash('sha1', bytes, 'base64') };

/** Parts as the storage has them. @param eTags what its ETags are */
function sent(from: Buffer, eTags: 'md5' | 'opaque' = 'md5', withMd5 = false): DonePart[] {
  const values = crcOfParts(from, parts);
  return parts.map((part, index) => {
    const checksum = { algorithm: 'CRC32', value: values[index] ?? '' } as const;
    const done = { number: part.number, length: part.length, checksum, computed: checksum };
    return {
      ...done,
      eTag: eTags === 'md5' ? `"${md5Of(from, part)}"` : '"opaque"',
      ...(withMd5 ? { md5: md5Of(from, part) } : {}),
    };
  });
}

/** Confirms parts; gives what came of it, how often the source was read, and which parts were sent again. */
async function confirm(vouched: Vouched, done: DonePart[], source: (reading: number) => Buffer = () => bytes) {
  const context = recorder();
  const cut = {
    likely: async () => parts.map(({ length }) => length),
    certain: async () => parts.map(({ length }) => length),
  };
  const proof = new SourceProof({ vouched, cut, log: context.log, name: () => 'the object' });
  let readings = 0;
  const again: number[] = [];
  proof.readBy(async (sink) => {
    readings += 1;
    await sink(source(readings));
  });
  const connection = {
    name: 'C',
    settings: { accessKeyId: 'A', secretAccessKey: 'x', endpointUrl: `http://${vouched.kind}.test` },
  };
  const endpoint = endpoints.of(parseConnection(connection));
  endpoint.traits.eTagsAreOpaque = false;
  const job = { endpoint, context, where: { bucket: 'b', key: 'k' }, headers: {}, onlyIfAbsent: false, content: {} };
  const outcome = await confirmParts(job, proof, parts, done, async ({ number }) => {
    again.push(number);
    const [one] = sent(source(0)).filter((part) => part.number === number);
    if (!one) throw new Error('no such part');
    return one;
  }).catch((error: unknown) => error);
  return { outcome, readings, again, isOpaque: endpoint.traits.eTagsAreOpaque };
}

test.each([
  ['a checksum that follows from those of the parts', crc32, 0],
  ['an ETag that follows from those of the parts', composite, 0],
  ['an MD5', md5, 1],
  ['a checksum that does not follow', sha1, 1],
  ['nothing', { kind: 'nothing' } as const, 1],
])('by %s parts are confirmed with as few readings as can be', async (_, vouched, readings) => {
  expect(await confirm(vouched, sent(bytes))).toMatchObject({ outcome: sent(bytes), readings, again: [] });
});

test.each([composite, md5, sha1, crc32])('a damaged part alone is sent again: $kind', async (vouched) => {
  expect(await confirm(vouched, sent(damaged))).toMatchObject({ outcome: sent(bytes), again: [2], isOpaque: false });
});

test('where nothing is vouched for, a third reading tells which of two was right', async () => {
  const outcome = await confirm({ kind: 'nothing' }, sent(damaged));
  expect(outcome).toMatchObject({ outcome: sent(bytes), again: [2], readings: 2 });
});

test.each([composite, md5, sha1, crc32])('a source that is always damaged is an error: $kind', async (vouched) => {
  const { outcome, readings } = await confirm(vouched, sent(damaged), () => damaged);
  expect(outcome).toMatchObject({ code: 'checksum-mismatch', nature: 'transient' });
  expect(readings).toBe(3);
});

test('a part that is damaged whenever it is sent is an error', async () => {
  const { outcome } = await confirm(md5, sent(damaged), (reading) => (reading === 0 ? damaged : bytes));
  expect(outcome).toMatchObject({ code: 'checksum-mismatch' });
});

test('where ETags are no MD5s, the MD5s of what was sent prove it, once that is known', async () => {
  expect(await confirm(composite, sent(bytes, 'opaque'))).toMatchObject({ readings: 1, again: [], isOpaque: true });
  expect(await confirm(composite, sent(bytes, 'opaque', true))).toMatchObject({ readings: 0, again: [] });
});
