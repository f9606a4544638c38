import { sourceDamaged } from '../get/source-errors.ts';
import type { Part } from '../plan/parts.ts';
import type { SourceProof } from '../proof/source-proof.ts';
import { bareETag } from '../where.ts';
import { combineCrc32 } from './crc32-combine.ts';
import type { DonePart } from './done-parts.ts';
import { compositeETag } from './etag.ts';
import type { WriteJob } from './job.ts';

/** How often the whole source is read for it, and what differs is sent again, if the connection allows so many attempts. */
const MOST_TRIES = 3;

/**
 * Looks whether parts that came over plain HTTP are the source, before they are put together: by the checksum or the ETag that the
 * source vouches for, where that follows from those of the parts; else the source is read once more. What differs is sent again.
 * @param again sends a part once more. @throws {ConnectorError} `checksum-mismatch`, those of the source
 */
export async function confirmParts(
  job: WriteJob,
  proof: SourceProof,
  parts: readonly Part[],
  done: readonly DonePart[],
  again: (part: Part) => Promise<DonePart>,
): Promise<DonePart[]> {
  const { endpoint, context } = job;
  const now = new Map(done.map((part) => [part.number, part]));
  const inOrder = () => parts.flatMap(({ number }) => now.get(number) ?? []);
  if (isProven(proof, inOrder())) return inOrder();
  const sent = crcsOf(inOrder());
  if (sent) proof.noteSent(sent);
  let truth: string[] | undefined;
  for (let left = Math.min(MOST_TRIES, endpoint.wire.options.retries.attempts); ; left -= 1) {
    truth ??= await proof.partsOfTruth(parts, context.signal);
    const wrong = truth && parts.filter(({ number }, index) => crcOf(now.get(number)) !== truth?.[index]);
    if (wrong?.length === 0) break;
    if (left <= 1) throw sourceDamaged(proof.name);
    for (const part of wrong ?? []) {
      context.log(
        'info',
        'part-damaged',
        `Part ${part.number} was damaged on its way from the source, and is sent again.`,
      );
      context.moved(-part.length);
      now.set(part.number, await again(part));
    }
  }
  const { vouched, isMatched } = proof;
  // Cut alike, the parts would have led to the source's ETag, were theirs MD5s.
  if (vouched.kind === 'composite' && isMatched && vouched.count === parts.length && !isProven(proof, inOrder()))
    endpoint.traits.eTagsAreOpaque = true;
  return inOrder();
}

/** Whether what the source vouches for follows from what is known of the parts. */
function isProven({ vouched }: SourceProof, parts: readonly DonePart[]): boolean {
  if (vouched.kind === 'composite') return compositeETag(parts.map(md5Of)) === vouched.eTag;
  const crcs = vouched.kind === 'checksum' && vouched.algorithm === 'CRC32' ? crcsOf(parts) : undefined;
  return crcs !== undefined && vouched.kind === 'checksum' && combineCrc32(crcs) === vouched.value;
}

/** The MD5 of a part, or an ETag that is none. */
function md5Of({ md5, eTag }: DonePart): string {
  return md5 ?? bareETag(eTag);
}

/** What was sent, as the storage has verified it or it was computed meanwhile. */
function crcOf(part: DonePart | undefined): string | undefined {
  const known = part?.checksum ?? part?.computed;
  return known?.algorithm === 'CRC32' ? known.value : undefined;
}

/** The CRC32 of each; undefined unless all are known. */
function crcsOf(parts: readonly DonePart[]): { value: string; length: number }[] | undefined {
  const crcs = parts.flatMap((part) => {
    const value = crcOf(part);
    return value === undefined ? [] : [{ value, length: part.length }];
  });
  return crcs.length === parts.length ? crcs : undefined;
}
