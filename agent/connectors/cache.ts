import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConnectorDownload } from '../../shared/api/agent-connectors.ts';
import { ConnectorId, ConnectorVersion, compareVersions } from '../../shared/connector-package/version.ts';

const MODULE = 'connector.mjs';
const MANIFEST = 'manifest.json';
/** Being written, and renamed when it is whole; or renamed to this, and being removed. */
const UNFINISHED = '.new-';
/** What was being written so long ago is nobody's any more. */
const FORGOTTEN_MS = 600_000;
/** So many versions of a connector are kept. */
const KEPT_VERSIONS = 2;
const MOST_TRIES = 10;

/** How a rename fails where there is a folder already; on Windows, by the last of them. */
const IN_PLACE: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

const Manifest = z.object({ sha256: z.string() });

/**
 * The connectors that an agent has downloaded: `<folder>/<id>/<version>/`, each with its module and the checksum that it must
 * have. A version appears whole or not at all.
 */
export class ConnectorCache {
  readonly folder: string;

  /** @param folder made when something is kept in it */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** What is there, by connector, the newest version first; whether it is whole, nobody has looked. */
  async list(): Promise<{ connector: string; versions: string[] }[]> {
    const connectors = (await namesIn(this.folder)).filter((name) => ConnectorId.safeParse(name).success);
    return Promise.all(
      connectors.map(async (connector) => ({ connector, versions: await this.versionsOf(connector) })),
    );
  }

  /** The file of a version's module, which has the checksum that it was downloaded with; null when it has not. */
  async verified(connector: string, version: string): Promise<string | null> {
    const folder = this.folderOf(connector, version);
    try {
      const { sha256 } = Manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
      const file = join(folder, MODULE);
      return sha256Of(await readFile(file)) === sha256 ? file : null;
    } catch {
      return null;
    }
  }

  /** Keeps a version, and of the others of this connector the newest one; gives the file of its module. */
  async keep(connector: string, { version, sha256 }: ConnectorDownload, module: Uint8Array): Promise<string> {
    const folder = this.folderOf(connector, version);
    const unfinished = this.unfinished(connector);
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    try {
      await writeFile(join(unfinished, MODULE), module, { mode: 0o600 });
      await writeFile(join(unfinished, MANIFEST), `${JSON.stringify({ version, sha256 })}\n`, { mode: 0o600 });
      await this.put(unfinished, connector, version);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    for (const old of (await this.versionsOf(connector)).slice(KEPT_VERSIONS)) await this.remove(connector, old);
    return join(folder, MODULE);
  }

  /** Renamed first: it goes as a whole. */
  async remove(connector: string, version: string): Promise<void> {
    const removed = this.unfinished(connector);
    try {
      await rename(this.folderOf(connector, version), removed);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    await rm(removed, { recursive: true, force: true });
  }

  /** Puts what was written in its place, unless somebody else has by now: agents may share a folder. */
  private async put(unfinished: string, connector: string, version: string): Promise<void> {
    for (let tries = 1; (await this.verified(connector, version)) === null; tries += 1) {
      await this.remove(connector, version);
      try {
        await rename(unfinished, this.folderOf(connector, version));
      } catch (error) {
        if (!IN_PLACE.has(codeOf(error)) || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Removes what an agent that was killed has left half-written. */
  async tidy(): Promise<void> {
    for (const connector of await namesIn(this.folder))
      for (const name of await namesIn(join(this.folder, connector))) {
        if (!name.startsWith(UNFINISHED)) continue;
        const folder = join(this.folder, connector, name);
        const born = await stat(folder).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        );
        if (Date.now() - born > FORGOTTEN_MS) await rm(folder, { recursive: true, force: true });
      }
  }

  private async versionsOf(connector: string): Promise<string[]> {
    const names = await namesIn(join(this.folder, connector));
    const versions = names.filter((name) => ConnectorVersion.safeParse(name).success);
    return versions.sort((a, b) => compareVersions(b, a));
  }

  private unfinished(connector: string): string {
    return join(this.folder, connector, `${UNFINISHED}${crypto.randomUUID()}`);
  }

  private folderOf(connector: string, version: string): string {
    return join(this.folder, connector, version);
  }
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
