import { createHash } from 'node:crypto';
import { RunningCrc32, runningCrc32C, runningCrc64Nvme } from './crc.ts';

/** A checksum over bytes that come in pieces. */
export interface RunningChecksum {
  update(chunk: Uint8Array): void;
  /** The value over all bytes so far, in the base64 of S3's headers. To be called once. */
  base64(): string;
}

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return new RunningCrc32();
    case 'CRC32C':
      return runningCrc32C();
    case 'CRC64NVME':
      return runningCrc64Nvme();
    case 'SHA1':
    case 'SHA256':
      return hashing(algorithm);
  }
}

/** MD5, for comparing with the ETag of an object that was written whole. */
export function startMd5(): { update(chunk: Uint8Array): void; hex(): string } {
  const md5 = createHash('md5');
  return {
    update: (chunk) => {
      md5.update(chunk);
    },
    hex: () => md5.digest('hex'),
  };
}

function hashing(algorithm: 'SHA1' | 'SHA256'): RunningChecksum {
  const hash = createHash(algorithm);
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    base64: () => hash.digest('base64'),
  };
}

/** S3's header for a checksum. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

const ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC64NVME', 'CRC32C', 'SHA1', 'SHA256'];

/**
 * The checksum over a whole object that an answer's headers vouch for, the cheapest first. A composite one (`value-3`, the
 * checksum of the parts' checksums) says nothing about the bytes as such, and is left out.
 */
export function checksumIn(
  headers: Readonly<Record<string, string>>,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  if (headers['x-amz-checksum-type'] === 'COMPOSITE') return undefined;
  for (const algorithm of ALGORITHMS) {
    const value = headers[checksumHeader(algorithm)];
    if (value !== undefined && !value.includes('-')) return { algorithm, value };
  }
  return undefined;
}
