/** The reflected polynomial of CRC-32 (ITU-T V.42). */
const POLYNOMIAL = 0xedb88320;

/** a·b modulo the polynomial, bits in reflected order: the highest one is x⁰. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if ((a >>> bit) & 1) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}

/** x to the power of 8·`bytes`: what appending so many bytes multiplies a CRC with. */
function shift(bytes: number): number {
  let result = 0x80000000;
  let power = 0x00800000;
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, power);
    power = multiply(power, power);
  }
  return result;
}

/** A piece's CRC-32, base64 as in S3's headers, and its length in bytes. */
export interface PieceCrc {
  readonly value: string;
  readonly length: number;
}

/** The CRC-32 of all pieces one after the other, without reading them again. */
export function combineCrc32(pieces: readonly PieceCrc[]): string {
  let crc = 0;
  for (const { value, length } of pieces)
    crc = multiply(shift(length), crc) ^ Buffer.from(value, 'base64').readUInt32BE();
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc >>> 0);
  return bytes.toString('base64');
}
