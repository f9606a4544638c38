import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChecksumAlgorithm, checksumIn, startChecksum } from './running-checksum.ts';

const digits = Buffer.from('123456789');

function checksum(algorithm: ChecksumAlgorithm, ...chunks: Uint8Array[]): string {
  const running = startChecksum(algorithm);
  for (const chunk of chunks) running.update(chunk);
  return running.base64();
}

describe('checksums', () => {
  test.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of the check word is the published value', (algorithm, hex) => {
    expect(Buffer.from(checksum(algorithm, digits), 'base64').toString('hex')).toBe(hex);
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('%s does not depend on how the bytes are cut', (algorithm) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
        expect(checksum(algorithm, bytes.subarray(0, at), bytes.subarray(at))).toBe(checksum(algorithm, bytes));
      }),
    );
  });

  test('a checksum of parts is not taken for one of the object', () => {
    expect(checksumIn({ 'x-amz-checksum-crc32': 'AAAAAA==-3' })).toBeUndefined();
    expect(checksumIn({ 'x-amz-checksum-sha256': 'x', 'x-amz-checksum-type': 'COMPOSITE' })).toBeUndefined();
    expect(checksumIn({ 'x-amz-checksum-crc32': 'AAAAAA==' })).toEqual({ algorithm: 'CRC32', value: 'AAAAAA==' });
  });
});
