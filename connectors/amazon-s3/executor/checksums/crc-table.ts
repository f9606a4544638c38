/** A polynomial in reflected form. */
export type Polynomial = bigint;

/** CRC-32C (Castagnoli), RFC 3720, appendix B.4. */
export const CRC32C: Polynomial = 0x82f63b78n;
/** CRC-64/NVME: NVM Command Set Specification 1.0, section 5.2.1.3.4. */
export const CRC64NVME: Polynomial = 0x9a6c9329ac4bc9b5n;

/** A table for taking `stride` bytes at a time: entry `256 * k + b` is the CRC of byte `b` followed by `k` zero bytes. */
export function crcTable(polynomial: Polynomial, stride: number): BigUint64Array {
  const table = new BigUint64Array(256 * stride);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    table[byte] = value;
  }
  for (let index = 256; index < table.length; index += 1) {
    const before = table[index - 256] ?? 0n;
    table[index] = (before >> 8n) ^ (table[Number(before & 255n)] ?? 0n);
  }
  return table;
}
