import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { PinnedFolder } from '../folder/pinned-folder.ts';
import { syncFolder } from './folder-sync.ts';

/** What a file is called while it is written; lists leave it out. */
const TEMPORARY = /^\.sluice-[0-9a-f]{24}\.part$/;

export const isTemporary = (name: string) => TEMPORARY.test(name);

/**
 * A file that is written under a name of its own beside the place it is for, and gets its name when it is complete and on disk: under
 * that name there is never a part of it, whatever happens. The system's errors come out as they are.
 */
export class NewFile {
  readonly #folder: PinnedFolder;
  readonly #temporary: string;
  readonly handle: FileHandle;
  #isClosed = false;

  private constructor(folder: PinnedFolder, temporary: string, handle: FileHandle) {
    this.#folder = folder;
    this.#temporary = temporary;
    this.handle = handle;
  }

  static async create(folder: PinnedFolder): Promise<NewFile> {
    const temporary = `.sluice-${randomBytes(12).toString('hex')}.part`;
    const handle = await folder.openFile(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
    return new NewFile(folder, temporary, handle);
  }

  /** Has its bytes on disk. A cancel does not wait for the disk. @throws the signal's reason */
  async sync(signal: AbortSignal): Promise<void> {
    const synced = this.handle.sync();
    synced.catch(() => undefined);
    const over = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
    });
    try {
      signal.throwIfAborted();
      await Promise.race([synced, aborted]);
    } finally {
      over.abort();
    }
  }

  /** Gives it its name, in place of whatever has it. */
  async replace(name: string): Promise<void> {
    await this.#close();
    await this.#folder.rename(this.#temporary, name);
    await syncFolder(this.#folder);
  }

  /** Gives it its name, unless something has it: then `EEXIST`, and it is as before. */
  async add(name: string): Promise<void> {
    await this.#close();
    await this.#folder.link(this.#temporary, name);
    await this.#folder.remove(this.#temporary);
    await syncFolder(this.#folder);
  }

  /** Nothing of it is left. What the disk is still busy with is not waited for. */
  async discard(): Promise<void> {
    const closing = this.#close().catch(() => undefined);
    // Windows removes nothing that is open.
    if (process.platform === 'win32') await closing;
    await this.#folder.remove(this.#temporary).catch(() => undefined);
  }

  async #close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.handle.close();
  }
}
