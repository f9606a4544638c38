import { escapeXml } from '../../../common/xml.ts';
import { bareETag } from '../where.ts';
import { combineCrc32 } from './crc32-combine.ts';
import { compositeETag } from './etag.ts';
import type { Checksum } from './piece.ts';

/** A part the storage has. */
export interface DonePart {
  readonly number: number;
  readonly length: number;
  /** As in the header, with its quotation marks. */
  readonly eTag: string;
  readonly checksum: Checksum | undefined;
  /** Of what was sent, whether or not the storage has verified it. */
  readonly computed?: Checksum | undefined;
  /** The MD5 of what was sent, in hex, where it was computed; not noted in the run's book. */
  readonly md5?: string | undefined;
}

/** The CRC-32 over all parts; undefined unless the storage has verified one for each. */
export function wholeCrc(parts: readonly DonePart[]): string | undefined {
  const pieces = parts.flatMap(({ length, checksum }) =>
    checksum?.algorithm === 'CRC32' ? [{ length, value: checksum.value }] : [],
  );
  return pieces.length === parts.length ? combineCrc32(pieces) : undefined;
}

/** The ETag S3 gives a multipart object: the MD5 of the parts' MD5s, and their number. */
export function multipartETag(parts: readonly DonePart[]): string {
  return compositeETag(parts.map(({ eTag }) => bareETag(eTag)));
}

/** The body of a Complete. */
export function completeXml(parts: readonly DonePart[], withChecksums: boolean): string {
  const rows = parts.map(({ number, eTag, checksum }) => {
    const crc = withChecksums && checksum ? `<ChecksumCRC32>${checksum.value}</ChecksumCRC32>` : '';
    return `<Part>${crc}<ETag>${escapeXml(eTag)}</ETag><PartNumber>${number}</PartNumber></Part>`;
  });
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return `<CompleteMultipartUpload xmlns="${namespace}">${rows.join('')}</CompleteMultipartUpload>`;
}
