import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, mkdirSync, openSync, readSync } from 'node:fs';
import { copyFile, type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { s3Error } from '../http/s3-error.ts';
import { FileBlobWriter } from './blob-writer.ts';
import type { BlobRef } from './records.ts';

const READ_BYTES = 256 * 1024;
/** Marks the files made by this process, so that the sweep for left-overs never touches them. */
const SESSION = `${Date.now().toString(16).padStart(12, '0')}${randomBytes(2).toString('hex')}`;

/** Counts the blobs made by this process. */
let made = 0;

/** The files of one bucket's bytes, named by numbers: no key ever becomes part of a path. */
export class BlobStore {
  readonly #folder: string;
  readonly #made = new Set<string>();
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a blob lies. Ids are 32 hex digits; their last two spread them over 256 folders. */
  path(id: string): string {
    return join(this.#folder, id.slice(-2), id);
  }

  #newId(): string {
    made += 1;
    return `${SESSION}${made.toString(16).padStart(16, '0')}`;
  }

  create(): FileBlobWriter {
    const id = this.#newId();
    return new FileBlobWriter(id, this.path(id), () => this.#makeFolder(id));
  }

  /** Nothing is made in it from now on: its bucket may be deleted, and a folder made for a late upload would stand in its place. */
  close(): void {
    this.#closed = true;
  }

  /** @throws S3Error `NoSuchBucket` once it is closed */
  #makeFolder(id: string): void {
    if (this.#closed) throw s3Error('NoSuchBucket');
    const folder = dirname(this.path(id));
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
  }

  /** A blob with the same bytes as one of this or another bucket, without copying them where the file system can. */
  async copyFrom(source: BlobStore, blob: BlobRef): Promise<BlobRef> {
    const id = this.#newId();
    this.#makeFolder(id);
    try {
      linkSync(source.path(blob.id), this.path(id));
    } catch {
      await copyFile(source.path(blob.id), this.path(id));
    }
    return { id, size: blob.size };
  }

  /** Keeps blobs from being removed until the returned function is called. */
  pin(blobs: readonly BlobRef[]): () => void {
    for (const { id } of blobs) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    let pinned = true;
    return () => {
      if (!pinned) return;
      pinned = false;
      for (const { id } of blobs) this.#unpin(id);
    };
  }

  #unpin(id: string): void {
    const left = (this.#readers.get(id) ?? 1) - 1;
    if (left > 0) {
      this.#readers.set(id, left);
      return;
    }
    this.#readers.delete(id);
    if (this.#doomed.delete(id)) this.#unlink(id);
  }

  #unlink(id: string): void {
    // A file that can't be removed now is a left-over for the next start's sweep.
    rm(this.path(id), { force: true }).catch(() => {});
  }

  /** Removes blobs that no record names any more, once nobody reads them. */
  remove(blobs: readonly BlobRef[]): void {
    for (const { id } of blobs) {
      if (this.#readers.has(id)) this.#doomed.add(id);
      else this.#unlink(id);
    }
  }

  /** The bytes `start` … `start + length` of blobs laid end to end. Pin them first. */
  async *read(blobs: readonly BlobRef[], start: number, length: number): AsyncGenerator<Buffer> {
    let skip = start;
    let left = length;
    for (const blob of blobs) {
      if (left <= 0) return;
      if (skip >= blob.size) {
        skip -= blob.size;
        continue;
      }
      const count = Math.min(left, blob.size - skip);
      yield* this.#readFile(blob.id, skip, count);
      left -= count;
      skip = 0;
    }
  }

  /** A small piece at once: three short calls are quicker than three trips through the thread pool. */
  #readAtOnce(id: string, start: number, length: number): Buffer {
    const file = openSync(this.path(id), 'r');
    try {
      const buffer = Buffer.allocUnsafe(length);
      if (readSync(file, buffer, 0, length, start) === length) return buffer;
      throw new Error(`blob ${id} is shorter than its record says`);
    } finally {
      closeSync(file);
    }
  }

  async *#readFile(id: string, start: number, length: number): AsyncGenerator<Buffer> {
    if (length <= READ_BYTES) {
      yield this.#readAtOnce(id, start, length);
      return;
    }
    let file: FileHandle | undefined;
    try {
      file = await open(this.path(id), 'r');
      for (let at = 0; at < length; ) {
        const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, length - at));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start + at);
        if (bytesRead === 0) throw new Error(`blob ${id} is shorter than its record says`);
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file?.close();
    }
  }

  /** Removes files from before this process that no record named when it started. */
  async sweep(wasNamed: (id: string) => boolean): Promise<void> {
    for (const folder of await readdir(this.#folder).catch(() => [])) {
      for (const id of await readdir(join(this.#folder, folder)).catch(() => [])) {
        if (!id.startsWith(SESSION) && !wasNamed(id)) await rm(join(this.#folder, folder, id), { force: true });
      }
    }
  }
}
