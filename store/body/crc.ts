import { crc32 as zlibCrc32 } from 'node:zlib';

/** A running CRC in its reflected form. `value` is the finished value of all bytes so far. */
export interface RunningCrc {
  update(data: Buffer): void;
  value(): bigint;
}

/** Polynomials in reflected form, and their width in bits. CRC64NVME: NVM Express NVM Command Set 1.0, section 5.2.1.3.4. */
export const CRC_POLYNOMIALS = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
} as const;

export type CrcAlgorithm = keyof typeof CRC_POLYNOMIALS;

const LANES = 8;

function byteTable32(polynomial: number): Uint32Array {
  const table = new Uint32Array(256 * LANES);
  for (let i = 0; i < 256; i++) {
    let crc = i;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    table[i] = crc;
  }
  for (let i = 256; i < table.length; i++) {
    const before = table[i - 256] ?? 0;
    table[i] = (before >>> 8) ^ (table[before & 0xff] ?? 0);
  }
  return table;
}

const CRC32C_TABLE = byteTable32(Number(CRC_POLYNOMIALS.CRC32C.polynomial));

/** Eight bytes a step by eight tables ("slicing"): plain JavaScript at some hundred MB/s. */
function crc32c(data: Buffer, start: number): number {
  const t = CRC32C_TABLE;
  let crc = ~start;
  let i = 0;
  for (const end = data.length - (LANES - 1); i < end; i += LANES) {
    const low = crc ^ data.readInt32LE(i);
    const high = data.readInt32LE(i + 4);
    crc =
      (t[1792 + (low & 0xff)] ?? 0) ^
      (t[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (t[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (t[1024 + (low >>> 24)] ?? 0) ^
      (t[768 + (high & 0xff)] ?? 0) ^
      (t[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (t[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (t[high >>> 24] ?? 0);
  }
  for (; i < data.length; i++) crc = (crc >>> 8) ^ (t[(crc ^ (data[i] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** CRC64 tables as two halves each, so that the inner loop works on 32-bit integers. */
function tables64(): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(256);
  const high = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let crc = BigInt(i);
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1n ? (crc >> 1n) ^ CRC_POLYNOMIALS.CRC64NVME.polynomial : crc >> 1n;
    }
    low[i] = Number(BigInt.asIntN(32, crc));
    high[i] = Number(BigInt.asIntN(32, crc >> 32n));
  }
  return { low, high };
}

const CRC64 = tables64();

class RunningCrc64 implements RunningCrc {
  #low = -1;
  #high = -1;

  update(data: Buffer): void {
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < data.length; i++) {
      const at = (low ^ (data[i] ?? 0)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (CRC64.low[at] ?? 0);
      high = (high >>> 8) ^ (CRC64.high[at] ?? 0);
    }
    this.#low = low;
    this.#high = high;
  }

  value(): bigint {
    return (BigInt(~this.#high >>> 0) << 32n) | BigInt(~this.#low >>> 0);
  }
}

class RunningCrc32 implements RunningCrc {
  readonly #step: (data: Buffer, start: number) => number;
  #crc = 0;

  constructor(step: (data: Buffer, start: number) => number) {
    this.#step = step;
  }

  update(data: Buffer): void {
    this.#crc = this.#step(data, this.#crc);
  }

  value(): bigint {
    return BigInt(this.#crc);
  }
}

export function startCrc(algorithm: CrcAlgorithm): RunningCrc {
  if (algorithm === 'CRC64NVME') return new RunningCrc64();
  return new RunningCrc32(algorithm === 'CRC32' ? zlibCrc32 : crc32c);
}

/** a·b modulo the polynomial, in reflected bit order (the highest bit is x⁰). */
function multiply(a: bigint, b: bigint, bits: bigint, polynomial: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = bits - 1n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}

/**
 * The CRC of two pieces one after the other, from their CRCs and the length of the second in bytes: what lets a
 * multipart upload have a checksum of the whole object without reading it again.
 */
export function combineCrc(algorithm: CrcAlgorithm, first: bigint, second: bigint, secondBytes: number): bigint {
  const { bits, polynomial } = CRC_POLYNOMIALS[algorithm];
  let shift = 1n << (bits - 1n);
  let power = 1n << (bits - 2n);
  for (let left = BigInt(secondBytes) * 8n; left > 0n; left >>= 1n) {
    if (left & 1n) shift = multiply(shift, power, bits, polynomial);
    power = multiply(power, power, bits, polynomial);
  }
  return multiply(shift, first, bits, polynomial) ^ second;
}
