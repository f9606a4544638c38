import { crc32 } from 'node:zlib';
import { CrcEngine } from './crc-engine.ts';
import { CRC32C, CRC64NVME, type Polynomial } from './crc-table.ts';
import type { RunningChecksum } from './running-checksum.ts';

/** CRC-32 by zlib, at about 5 GB/s. */
export class RunningCrc32 implements RunningChecksum {
  #crc = 0;

  update(chunk: Uint8Array): void {
    this.#crc = crc32(chunk, this.#crc);
  }

  base64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc);
    return bytes.toString('base64');
  }
}

const engines = new Map<Polynomial, CrcEngine>();

/** A CRC that begins with all ones and is inverted at the end. */
class RunningCrc implements RunningChecksum {
  readonly #engine: CrcEngine;
  readonly #bits: 32 | 64;
  #crc: bigint;

  constructor(polynomial: Polynomial, bits: 32 | 64) {
    this.#engine = engines.get(polynomial) ?? new CrcEngine(polynomial);
    engines.set(polynomial, this.#engine);
    this.#bits = bits;
    this.#crc = BigInt.asUintN(bits, -1n);
  }

  update(chunk: Uint8Array): void {
    this.#crc = this.#engine.add(this.#crc, chunk);
  }

  base64(): string {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt.asUintN(this.#bits, ~this.#crc));
    return bytes.subarray(8 - this.#bits / 8).toString('base64');
  }
}

export const runningCrc32C = (): RunningChecksum => new RunningCrc(CRC32C, 32);
export const runningCrc64Nvme = (): RunningChecksum => new RunningCrc(CRC64NVME, 64);
