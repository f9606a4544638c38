import { writeFileSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { BlobRef } from './records.ts';

/** Takes the bytes of one blob. Either `finish` or `discard` is called, once. */
export interface BlobWriter {
  write(chunk: Buffer): Promise<void>;
  /** The blob that holds all that was written; none when nothing was. */
  finish(): BlobRef[] | Promise<BlobRef[]>;
  /** Leaves nothing behind. Does nothing after `finish`. */
  discard(): Promise<void>;
}

/** Up to this size a blob is held in memory and written by one call. */
const HOLD_BYTES = 256 * 1024;

/**
 * Writes a blob to its own new file. Small ones go by one call; larger ones are streamed, never held whole.
 * A file that no log line names does not count: a crash before the commit leaves at most a file that the next start removes.
 */
export class FileBlobWriter implements BlobWriter {
  readonly #id: string;
  readonly #path: string;
  readonly #makeFolder: () => void;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #size = 0;
  #file: FileHandle | undefined;
  #finished = false;

  /** @param makeFolder makes the folder that the path lies in, unless it is there */
  constructor(id: string, path: string, makeFolder: () => void) {
    this.#id = id;
    this.#path = path;
    this.#makeFolder = makeFolder;
  }

  async #flush(): Promise<void> {
    if (this.#file === undefined) {
      this.#makeFolder();
      this.#file = await open(this.#path, 'wx', 0o600);
    }
    const data = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    for (let at = 0; data !== undefined && at < data.length; ) {
      const { bytesWritten } = await this.#file.write(data, at, data.length - at);
      at += bytesWritten;
    }
  }

  async write(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    this.#size += chunk.length;
    if (this.#heldBytes > HOLD_BYTES) await this.#flush();
  }

  async finish(): Promise<BlobRef[]> {
    if (this.#size === 0) {
      this.#finished = true;
      return [];
    }
    if (this.#file === undefined) {
      this.#makeFolder();
      writeFileSync(this.#path, Buffer.concat(this.#held), { flag: 'wx', mode: 0o600 });
    } else {
      await this.#flush();
      await this.#file.close();
    }
    this.#finished = true;
    return [{ id: this.#id, size: this.#size }];
  }

  async discard(): Promise<void> {
    if (this.#finished) return;
    this.#finished = true;
    this.#held = [];
    // A disk that is full may have taken the beginning of what goes by one call.
    await this.#file?.close();
    await rm(this.#path, { force: true });
  }
}
