import { constants, type Dirent, realpathSync, type Stats, statSync } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  unlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { isWithin } from '../allowed-folders.ts';
import { outsideFolder } from '../file-errors.ts';

/** macOS can refuse links in any part of a path; others but in its last. Source: open(2) of macOS, `O_NOFOLLOW_ANY`. */
const NO_LINK_ANYWHERE = 0x20000000;
/** Windows has none of these; there, a link in the way is found by looking before and after. */
const NO_FOLLOW = process.platform === 'darwin' ? NO_LINK_ANYWHERE : (constants.O_NOFOLLOW ?? 0);
const DIRECTORY = constants.O_DIRECTORY ?? 0;
const OPENS_FOLDERS = process.platform !== 'win32';
/** Linux reaches the entries of an open folder through its descriptor, whatever becomes of its path. See proc_pid_fd(5). */
const PINS = process.platform === 'linux';

export const openFlags = (flags: number) => flags | NO_FOLLOW;

/**
 * A folder within a root that is open: what is done by it is done in this very folder, though somebody may replace a part of
 * its path by a link meanwhile. (Where the platform cannot do so, the path is looked at anew before each change.)
 */
export class PinnedFolder {
  readonly #root: string;
  readonly #handle: FileHandle | undefined;
  /** Its real path when it was opened. */
  readonly path: string;

  private constructor(root: string, path: string, handle: FileHandle | undefined) {
    this.#root = root;
    this.path = path;
    this.#handle = handle;
  }

  /**
   * Opens a folder by its path, following links as long as they stay within the root.
   * @param root the real path of a folder
   * @throws {ConnectorError} `outside-folder`; the system's errors
   */
  static async open(root: string, path: string): Promise<PinnedFolder> {
    const real = await realWithin(root, path);
    if (!OPENS_FOLDERS) return new PinnedFolder(root, real, undefined);
    const handle = await open(real, openFlags(constants.O_RDONLY | DIRECTORY));
    try {
      await confirmWithin(root, real, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new PinnedFolder(root, real, handle);
  }

  /** The path by which an entry of it is reached. */
  at(name: string): string {
    return PINS && this.#handle ? `/proc/self/fd/${this.#handle.fd}/${name}` : join(this.path, name);
  }

  async openFile(name: string, flags: number): Promise<FileHandle> {
    await this.#stillHere();
    return open(this.at(name), openFlags(flags), 0o666);
  }

  /** Makes a sub-folder; whether it was not there. */
  async makeFolder(name: string): Promise<boolean> {
    await this.#stillHere();
    try {
      await mkdir(this.at(name));
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Gives an entry another name, in place of whatever has that one. */
  async rename(from: string, to: string): Promise<void> {
    await this.#stillHere();
    await rename(this.at(from), this.at(to));
  }

  /** Gives an entry a second name, unless something has it: `EEXIST`. */
  async link(from: string, to: string): Promise<void> {
    await this.#stillHere();
    await link(this.at(from), this.at(to));
  }

  async remove(name: string): Promise<void> {
    await this.#stillHere();
    await unlink(this.at(name));
  }

  /** What an entry is, links as such. */
  look(name: string): Promise<Stats> {
    return lstat(this.at(name));
  }

  entries(): Promise<Dirent[]> {
    return readdir(this.at('.'), { withFileTypes: true });
  }

  /** Has the names in it on disk. Some platforms and network drives cannot: there, they see to it themselves. */
  async sync(): Promise<void> {
    await this.#handle?.sync().catch((error: unknown) => {
      const cannot =
        error instanceof Error && 'code' in error && ['EINVAL', 'EPERM', 'ENOTSUP'].includes(String(error.code));
      if (!cannot) throw error;
    });
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  async #stillHere(): Promise<void> {
    if (PINS && this.#handle) return;
    if (this.#handle) await confirmWithin(this.#root, this.path, this.#handle);
    else if ((await realWithin(this.#root, this.path)) !== this.path) throw outsideFolder(`"${this.path}"`);
  }
}

/** Where a path leads to. @throws {ConnectorError} `outside-folder`; the system's errors */
export async function realWithin(root: string, path: string): Promise<string> {
  const real = await realpath(path);
  if (!isWithin(root, real)) throw outsideFolder(`"${path}"`);
  return real;
}

/**
 * Whether what was opened lies within the root, for somebody may have replaced a part of the path by a link after it was looked
 * at. To be asked before anything is read or written. @throws {ConnectorError} `outside-folder`
 */
export async function confirmWithin(root: string, path: string, handle: FileHandle): Promise<void> {
  const where = PINS ? await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined) : undefined;
  if (where !== undefined) {
    if (!isWithin(root, where)) throw outsideFolder(`"${path}"`);
    return;
  }
  // Without descriptors that can be asked: what the path leads to must be what was opened, and inside before and after that look, all
  // three in one go. It makes a swap unlikely to be missed, and not impossible.
  const opened = await handle.stat({ bigint: true });
  const before = realpathSync.native(path);
  const named = statSync(path, { bigint: true });
  const after = realpathSync.native(path);
  if (!isWithin(root, before)) throw outsideFolder(`"${path}"`);
  if (before !== after) throw outsideFolder(`"${path}"`);
  if (opened.dev !== named.dev || opened.ino !== named.ino) throw outsideFolder(`"${path}"`);
}
