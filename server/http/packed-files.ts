import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compress, type Encoding } from './compression.ts';

/** A file as it goes out. */
export interface PackedFile {
  bytes: Buffer;
  /** Changes with the file. */
  etag: string;
}

/** The client's own files are so few that all of them are kept; more than this many are not the client's. */
const MOST_FILES = 500;

/** Gives files compressed. Each is compressed when it is first asked for, and again when it has changed on disk. */
export class PackedFiles {
  readonly #folder: string;
  readonly #known = new Map<string, Promise<PackedFile>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `name`: a path below the folder, already checked. Null when there is no such file. */
  async get(name: string, encoding: Encoding): Promise<PackedFile | null> {
    const path = join(this.#folder, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return null;
    const version = `${found.size.toString(16)}-${Math.trunc(found.mtimeMs).toString(16)}-${encoding}`;
    const key = `${name} ${version}`;
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= MOST_FILES) this.#known.clear();
    const making = pack(path, encoding, version);
    this.#known.set(key, making);
    making.catch(() => this.#known.delete(key));
    return making;
  }
}

async function pack(path: string, encoding: Encoding, version: string): Promise<PackedFile> {
  return { bytes: await compress(await readFile(path), encoding, true), etag: `"${version}"` };
}
