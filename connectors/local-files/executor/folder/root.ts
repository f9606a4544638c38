import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedConnection } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { folderError, rootOf } from '../allowed-folders.ts';
import { parseConnection } from '../connection.ts';
import { errnoOf, fileError } from '../file-errors.ts';
import { confirmWithin, openFlags, PinnedFolder, realWithin } from './pinned-folder.ts';

/** A file that is open for reading. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly stats: BigIntStats;
}

/** The folder of a connection: all that a step does is within it. Paths come as parts, which lead nowhere else. */
export class Root {
  /** Its real path. */
  readonly path: string;
  /** As it stands in the connection. */
  readonly name: string;

  constructor(path: string, name: string) {
    this.path = path;
    this.name = name;
  }

  /** @throws {ConnectorError} `folder-not-allowed`, `folder-missing`, … */
  static async of(connection: ResolvedConnection, allowed: readonly string[]): Promise<Root> {
    const parsed = parseConnection(connection);
    return new Root(await rootOf(parsed, allowed), parsed.folder);
  }

  /** Opens an ordinary file for reading. @throws {ConnectorError} `file-missing`, `outside-folder`, `not-a-file`, … */
  async openFile(parts: readonly string[]): Promise<OpenFile> {
    try {
      const real = await realWithin(this.path, join(this.path, ...parts));
      // A pipe must not be waited for.
      const handle = await open(real, openFlags(constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
      try {
        await confirmWithin(this.path, real, handle);
        const stats = await handle.stat({ bigint: true });
        if (!stats.isFile()) throw notFile(this.fileText(parts), stats.isDirectory());
        return { handle, stats };
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw fileError(error, `${sentence(this.fileText(parts))} cannot be read`);
    }
  }

  /** Opens a sub-folder, or the folder itself. @throws {ConnectorError} `sub-folder-missing`, `outside-folder`, … */
  async openFolder(parts: readonly string[]): Promise<PinnedFolder> {
    try {
      return await PinnedFolder.open(this.path, join(this.path, ...parts));
    } catch (error) {
      throw this.#folderError(error, parts);
    }
  }

  /** The same, with the sub-folders made that are missing. */
  async openOrMakeFolder(parts: readonly string[]): Promise<PinnedFolder> {
    try {
      return await PinnedFolder.open(this.path, join(this.path, ...parts));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' || parts.length === 0) throw this.#folderError(error, parts);
    }
    let folder = await this.openFolder([]);
    for (const [index, part] of parts.entries()) {
      const made = parts.slice(0, index + 1);
      try {
        if (await folder.makeFolder(part)) await folder.sync();
      } catch (error) {
        await folder.close();
        throw fileError(error, `The sub-folder "${made.join('/')}" of the folder "${this.name}" cannot be made`);
      }
      const parent = folder;
      folder = await this.openFolder(made).finally(() => parent.close());
    }
    return folder;
  }

  /** Such as `the file "a.csv" in the folder "/srv/in"`. */
  fileText(parts: readonly string[]): string {
    return `the file "${parts.join('/')}" in the folder "${this.name}"`;
  }

  #folderError(error: unknown, parts: readonly string[]): unknown {
    if (parts.length === 0) return folderError(error, this.name);
    const path = parts.join('/');
    if (errnoOf(error) !== 'ENOENT')
      return fileError(error, `The sub-folder "${path}" of the folder "${this.name}" cannot be used`);
    return new ConnectorError({
      code: 'sub-folder-missing',
      message: `There is no sub-folder "${path}" in the folder "${this.name}".`,
      todo: 'Make it, correct the path, or tick Create missing sub-folders where files are written.',
      cause: error,
    });
  }
}

function notFile(file: string, isFolder: boolean): ConnectorError {
  return new ConnectorError({
    code: isFolder ? 'path-is-folder' : 'not-a-file',
    message: `${sentence(file)} cannot be read: it is ${isFolder ? 'a folder' : 'no ordinary file'}.`,
    todo: 'Choose an ordinary file.',
  });
}

/** With a capital letter at its beginning. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
