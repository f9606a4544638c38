import { crc32 } from 'node:zlib';
import { CRC32C, CRC64NVME, crcTables } from './crc-tables.ts';
import type { RunningChecksum } from './running-checksum.ts';

/** CRC-32 by zlib, at about 5 GB/s. */
export class RunningCrc32 implements RunningChecksum {
  #crc = 0;

  update(chunk: Uint8Array): void {
    this.#crc = crc32(chunk, this.#crc);
  }

  base64(): string {
    return bytesOf(this.#crc).toString('base64');
  }
}

const castagnoli = crcTables(CRC32C);

/** CRC-32C in JavaScript. */
export class RunningCrc32C implements RunningChecksum {
  #crc = -1;

  update(chunk: Uint8Array): void {
    const table = castagnoli.low;
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = chunk.length - (chunk.length % 8);
    let crc = this.#crc;
    for (let at = 0; at < end; at += 8) {
      const first = crc ^ view.getInt32(at, true);
      const second = view.getInt32(at + 4, true);
      crc =
        (table[1792 + (first & 255)] ?? 0) ^
        (table[1536 + ((first >>> 8) & 255)] ?? 0) ^
        (table[1280 + ((first >>> 16) & 255)] ?? 0) ^
        (table[1024 + (first >>> 24)] ?? 0) ^
        (table[768 + (second & 255)] ?? 0) ^
        (table[512 + ((second >>> 8) & 255)] ?? 0) ^
        (table[256 + ((second >>> 16) & 255)] ?? 0) ^
        (table[second >>> 24] ?? 0);
    }
    for (let at = end; at < chunk.length; at += 1) crc = (crc >>> 8) ^ (table[(crc ^ (chunk[at] ?? 0)) & 255] ?? 0);
    this.#crc = crc;
  }

  base64(): string {
    return bytesOf(~this.#crc).toString('base64');
  }
}

const nvme = crcTables(CRC64NVME);

/** CRC-64/NVME in JavaScript. */
export class RunningCrc64Nvme implements RunningChecksum {
  #low = -1;
  #high = -1;

  update(chunk: Uint8Array): void {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = chunk.length - (chunk.length % 8);
    let [low, high] = [this.#low, this.#high];
    for (let at = 0; at < end; at += 8) {
      const first = low ^ view.getInt32(at, true);
      const second = high ^ view.getInt32(at + 4, true);
      low = eight(nvme.low, first, second);
      high = eight(nvme.high, first, second);
    }
    for (let at = end; at < chunk.length; at += 1) {
      const index = (low ^ (chunk[at] ?? 0)) & 255;
      low = ((low >>> 8) | (high << 24)) ^ (nvme.low[index] ?? 0);
      high = (high >>> 8) ^ (nvme.high[index] ?? 0);
    }
    this.#low = low;
    this.#high = high;
  }

  base64(): string {
    return Buffer.concat([bytesOf(~this.#high), bytesOf(~this.#low)]).toString('base64');
  }
}

function eight(table: Int32Array, first: number, second: number): number {
  return (
    (table[1792 + (first & 255)] ?? 0) ^
    (table[1536 + ((first >>> 8) & 255)] ?? 0) ^
    (table[1280 + ((first >>> 16) & 255)] ?? 0) ^
    (table[1024 + (first >>> 24)] ?? 0) ^
    (table[768 + (second & 255)] ?? 0) ^
    (table[512 + ((second >>> 8) & 255)] ?? 0) ^
    (table[256 + ((second >>> 16) & 255)] ?? 0) ^
    (table[second >>> 24] ?? 0)
  );
}

function bytesOf(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}
