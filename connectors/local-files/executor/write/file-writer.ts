import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** What is collected before it is written, in bytes; two of them, so that one fills while the other is written. */
const CHUNK = 256 * 1024;

/** Writes bytes into a file one after the other, and computes their CRC-32. */
export class FileWriter {
  readonly #handle: FileHandle;
  readonly #chunk: number;
  #filling: Buffer;
  #spare: Buffer | undefined;
  #filled = 0;
  /** What has been handed on to be written. */
  #written = 0;
  #writing: Promise<void> = Promise.resolve();
  #crc = 0;

  /** @param size of the content, in bytes; undefined when it is not known */
  constructor(handle: FileHandle, size: number | undefined) {
    this.#handle = handle;
    this.#chunk = Math.max(1, Math.min(CHUNK, size ?? CHUNK));
    this.#filling = Buffer.allocUnsafeSlow(this.#chunk);
  }

  /** How many bytes it was given. */
  get size(): number {
    return this.#written + this.#filled;
  }

  /** Over all that it was given, base64 as in S3's headers. */
  get crc32(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc);
    return bytes.toString('base64');
  }

  /** Takes a chunk, whose memory may be used again once it is taken. Rejects with what writing an earlier one has met. */
  take(chunk: Uint8Array): void | Promise<void> {
    this.#crc = crc32(chunk, this.#crc);
    const taken = this.#fill(chunk, 0);
    if (taken < chunk.length) return this.#takeRest(chunk, taken);
  }

  /** Resolves when all of it is written. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#writing;
  }

  async #takeRest(chunk: Uint8Array, from: number): Promise<void> {
    for (let at = from; at < chunk.length; at += this.#fill(chunk, at)) await this.#flush();
  }

  #fill(chunk: Uint8Array, from: number): number {
    const bytes = Math.min(chunk.length - from, this.#chunk - this.#filled);
    this.#filling.set(chunk.subarray(from, from + bytes), this.#filled);
    this.#filled += bytes;
    return bytes;
  }

  /** Begins to write what is collected, once what was before it is written. */
  async #flush(): Promise<void> {
    await this.#writing;
    if (this.#filled === 0) return;
    const full = this.#filling;
    const length = this.#filled;
    this.#filling = this.#spare ?? Buffer.allocUnsafeSlow(this.#chunk);
    this.#spare = full;
    this.#filled = 0;
    this.#writing = this.#writeAll(full, length, this.#written);
    this.#writing.catch(() => undefined);
    this.#written += length;
  }

  async #writeAll(bytes: Buffer, length: number, position: number): Promise<void> {
    for (let at = 0; at < length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, length - at, position + at);
      at += bytesWritten;
    }
  }
}
