/** A polynomial in reflected form, as two halves of 32 bits; a 32-bit CRC has only the low one. */
export interface Polynomial {
  readonly low: number;
  readonly high: number;
}

/** CRC-32C (Castagnoli), RFC 3720, appendix B.4. */
export const CRC32C: Polynomial = { low: 0x82f63b78, high: 0 };
/** CRC-64/NVME: NVM Command Set Specification 1.0, section 5.2.1.3.4. */
export const CRC64NVME: Polynomial = { low: 0xac4bc9b5, high: 0x9a6c9329 };

/**
 * Tables for taking eight bytes at a time: entry `256 * k + b` is the CRC of byte `b` followed by `k` zero bytes.
 * Both halves are kept apart, as JavaScript's integers have 32 bits.
 */
export interface CrcTables {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const STRIDE = 8;

export function crcTables(polynomial: Polynomial): CrcTables {
  const low = new Int32Array(256 * STRIDE);
  const high = new Int32Array(256 * STRIDE);
  for (let byte = 0; byte < 256; byte += 1) {
    let [lowHalf, highHalf] = [byte, 0];
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = lowHalf & 1;
      lowHalf = (lowHalf >>> 1) | (highHalf << 31);
      highHalf >>>= 1;
      if (carry) {
        lowHalf ^= polynomial.low;
        highHalf ^= polynomial.high;
      }
    }
    low[byte] = lowHalf;
    high[byte] = highHalf;
  }
  for (let index = 256; index < low.length; index += 1) {
    const [lowHalf, highHalf] = [low[index - 256] ?? 0, high[index - 256] ?? 0];
    const next = lowHalf & 255;
    low[index] = ((lowHalf >>> 8) | (highHalf << 24)) ^ (low[next] ?? 0);
    high[index] = (highHalf >>> 8) ^ (high[next] ?? 0);
  }
  return { low, high };
}
