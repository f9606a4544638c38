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

  test.each([
    ['CRC32C', 0x82f63b78n, 32],
    ['CRC64NVME', 0x9a6c9329ac4bc9b5n, 64],
  ] as const)('%s of any bytes is what the definition says, bit by bit', (algorithm, polynomial, bits) => {
    const slowly = (bytes: Uint8Array): string => {
      const ones = (1n << BigInt(bits)) - 1n;
      let crc = ones;
      for (const byte of bytes) {
        crc ^= BigInt(byte);
        for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
      }
      return Buffer.from((crc ^ ones).toString(16).padStart(bits / 4, '0'), 'hex').toString('base64');
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(checksum(algorithm, bytes)).toBe(slowly(bytes));
      }),
    );
    const long = Buffer.alloc(250_000, 'more than is taken at a time');
    expect(checksum(algorithm, long)).toBe(slowly(long));
  });

  test('a checksum of parts is not taken for one of the object', () => {
    expect(checksumIn({ 'x-amz-checksum-crc32': 'AAAAAA==-3' })).toBeUndefined();
    expect(checksumIn({ 'x-amz-checksum-sha256': 'x', 'x-amz-checksum-type': 'COMPOSITE' })).toBeUndefined();
    expect(checksumIn({ 'x-amz-checksum-crc32': 'AAAAAA==' })).toEqual({ algorithm: 'CRC32', value: 'AAAAAA==' });
  });
});
