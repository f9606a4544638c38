import { createHash } from 'node:crypto';
import { CRC_POLYNOMIALS, type CrcAlgorithm, combineCrc, startCrc } from './crc.ts';

/** The additional checksums of S3's API. */
export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** A checksum as S3 carries it: base64, with `-N` after it when composed of N parts' checksums. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: ChecksumType;
}

/** Takes the bytes of one body and ends in a base64 digest. */
export interface RunningChecksum {
  update(data: Buffer): void;
  digest(): string;
}

const BYTES: Record<ChecksumAlgorithm, number> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

export function isCrc(algorithm: ChecksumAlgorithm): algorithm is CrcAlgorithm {
  return algorithm in CRC_POLYNOMIALS;
}

export function isChecksumAlgorithm(text: string): text is ChecksumAlgorithm {
  return (CHECKSUM_ALGORITHMS as readonly string[]).includes(text);
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Whether text is base64 of exactly as many bytes as the algorithm gives. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === BYTES[algorithm] && bytes.toString('base64') === text;
}

function crcText(algorithm: CrcAlgorithm, value: bigint): string {
  const digits = BYTES[algorithm] * 2;
  return Buffer.from(value.toString(16).padStart(digits, '0'), 'hex').toString('base64');
}

function crcValue(text: string): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64').toString('hex')}`);
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (isCrc(algorithm)) {
    const crc = startCrc(algorithm);
    return { update: (data) => crc.update(data), digest: () => crcText(algorithm, crc.value()) };
  }
  const hash = createHash(algorithm.toLowerCase());
  return { update: (data) => void hash.update(data), digest: () => hash.digest('base64') };
}

/** The type a multipart upload's checksum has when the client names none: composed, but for CRC64NVME. */
export function defaultMultipartType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}

/** Which types S3 allows for multipart uploads: SHA can't be combined, CRC64NVME is never composed. */
export function isMultipartTypeAllowed(algorithm: ChecksumAlgorithm, type: ChecksumType): boolean {
  return type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : isCrc(algorithm);
}

/** The checksum of a multipart object from those of its parts, in order. */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly { readonly value: string; readonly size: number }[],
): Checksum {
  if (type === 'FULL_OBJECT' && isCrc(algorithm)) {
    const crc = parts.reduce((sum, part) => combineCrc(algorithm, sum, crcValue(part.value), part.size), 0n);
    return { algorithm, type, value: crcText(algorithm, crc) };
  }
  const composed = startChecksum(algorithm);
  for (const part of parts) composed.update(Buffer.from(part.value, 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${composed.digest()}-${parts.length}` };
}
