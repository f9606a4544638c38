import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CrcAlgorithm, combineCrc, startCrc } from './crc.ts';

const ALGORITHMS: readonly CrcAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME'];

function crcOf(algorithm: CrcAlgorithm, ...pieces: Uint8Array[]): bigint {
  const crc = startCrc(algorithm);
  for (const piece of pieces) crc.update(Buffer.from(piece));
  return crc.value();
}

describe('CRCs', () => {
  test('have the published check values', () => {
    const check = Buffer.from('123456789');
    expect(ALGORITHMS.map((algorithm) => crcOf(algorithm, check).toString(16))).toEqual([
      'cbf43926',
      'e3069283',
      'ae8b14860a799888',
    ]);
  });

  test('do not depend on how the data comes in pieces', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALGORITHMS), fc.array(fc.uint8Array({ maxLength: 40 })), (algorithm, pieces) => {
        expect(crcOf(algorithm, ...pieces)).toBe(crcOf(algorithm, Buffer.concat(pieces)));
      }),
    );
  });

  test('of two pieces combine to that of both', () => {
    const piece = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.constantFrom(...ALGORITHMS), piece, piece, (algorithm, one, two) => {
        const combined = combineCrc(algorithm, crcOf(algorithm, one), crcOf(algorithm, two), two.length);
        expect(combined).toBe(crcOf(algorithm, one, two));
      }),
    );
  });

  test('combine over lengths that do not fit 32 bits', () => {
    const half = 2 ** 31;
    const zeros = (bytes: number): bigint => {
      let crc = crcOf('CRC32', Buffer.alloc(1));
      for (let size = 1; size < bytes; size *= 2) crc = combineCrc('CRC32', crc, crc, size);
      return crc;
    };
    const direct = combineCrc('CRC32', zeros(half), zeros(half * 4), half * 4);
    const stepwise = [half, half, half, half].reduce(
      (crc, size) => combineCrc('CRC32', crc, zeros(half), size),
      zeros(half),
    );
    expect(direct).toBe(stepwise);
    expect(zeros(1024)).toBe(BigInt(crc32(Buffer.alloc(1024))));
  });
});
