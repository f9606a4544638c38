import type { Content } from '../../../../shared/runs/payload.ts';
import { startChecksum, startMd5 } from '../checksums/running-checksum.ts';
import type { Part } from '../plan/parts.ts';
import { bareETag } from '../where.ts';
import type { DonePart } from './done-parts.ts';
import type { ListedPart } from './merge-parts.ts';

/**
 * A part that the storage has and nobody has told of, compared with the source by its MD5: it is read, but not sent again.
 * Undefined when it is another one, or its ETag is no MD5. @throws {ConnectorError} of the source
 */
export async function verifyPart(
  content: Content,
  part: Part,
  listed: ListedPart,
  signal: AbortSignal,
): Promise<DonePart | undefined> {
  const expected = bareETag(listed.eTag);
  if (!/^[0-9a-f]{32}$/.test(expected)) return undefined;
  const md5 = startMd5();
  const crc = startChecksum('CRC32');
  const read = (chunk: Uint8Array) => {
    md5.update(chunk);
    crc.update(chunk);
  };
  await content.read(read, { offset: part.offset, length: part.length }, signal);
  if (md5.hex() !== expected) return undefined;
  const computed = { algorithm: 'CRC32', value: crc.base64() } as const;
  return { number: part.number, length: part.length, eTag: listed.eTag, checksum: undefined, computed };
}
