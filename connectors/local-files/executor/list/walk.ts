import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { StepContext } from '../../../../shared/runs/payload.ts';
import { errnoOf, fileError } from '../file-errors.ts';
import type { PinnedFolder } from '../folder/pinned-folder.ts';
import type { Root } from '../folder/root.ts';
import { isTemporary } from '../write/new-file.ts';
import type { FoundFile } from './list-settings.ts';

export interface Walk {
  readonly root: Root;
  /** Where it begins. */
  readonly parts: readonly string[];
  readonly subFolders: boolean;
  /** Only what comes after this path; `''` for all. */
  readonly after: string;
  readonly context: Pick<StepContext, 'signal' | 'log'>;
  /** Whether a file of this path is wanted at all. */
  wanted(path: string): boolean;
}

/** So many files are looked at together. */
const TOGETHER = 64;

interface Entry {
  /** With a `/` at the end when it is a folder: so the order of names is that of whole paths. */
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * The ordinary files of a folder and of those in it, in the order of their paths, some at a time. Links are neither followed nor
 * given. A file or folder that goes away meanwhile is left out. @throws {ConnectorError}
 */
export async function* walk(of: Walk, parts = of.parts): AsyncGenerator<FoundFile[]> {
  const { context, after } = of;
  context.signal.throwIfAborted();
  const prefix = parts.map((part) => `${part}/`).join('');
  const folder = await openIfThere(of, parts);
  if (!folder) return warnOfName(prefix, context);
  let entries: Entry[];
  try {
    entries = (await entriesOf(folder)).filter(({ name, isFolder }) => {
      const path = prefix + name;
      return isFolder ? of.subFolders && (path > after || after.startsWith(path)) : path > after && of.wanted(path);
    });
  } catch (error) {
    await folder.close();
    throw fileError(error, `The folder "${[of.root.name, ...parts].join('/')}" cannot be listed`);
  }
  let open: PinnedFolder | undefined = folder;
  try {
    for (let at = 0; at < entries.length; ) {
      context.signal.throwIfAborted();
      const entry = entries[at];
      if (entry?.isFolder) {
        at += 1;
        // However deep it goes, no more than one folder is held open.
        await open?.close();
        open = undefined;
        yield* walk(of, [...parts, entry.name.slice(0, -1)]);
        continue;
      }
      const end = entries.findIndex((one, index) => index >= at && (one.isFolder || index - at >= TOGETHER));
      const batch = entries.slice(at, end < 0 ? entries.length : end);
      at += batch.length;
      // It may have gone away while a folder in it was listed, which takes as long as whoever reads the list takes.
      open ??= await openIfThere(of, parts);
      if (!open) return;
      const here = open;
      const found = await Promise.all(batch.map(({ name }) => lookAt(here, prefix, name, context)));
      yield found.filter((file) => file !== undefined);
    }
  } finally {
    await open?.close();
  }
}

/** Opens a folder; undefined when it has gone away, but not for the one where the walk begins. @throws {ConnectorError} */
async function openIfThere({ root, parts: begin }: Walk, parts: readonly string[]): Promise<PinnedFolder | undefined> {
  return root.openFolder(parts).catch((error: unknown) => {
    // It was there a moment ago, and was nothing but a folder.
    const isGone = error instanceof ConnectorError && ['sub-folder-missing', 'not-a-folder'].includes(error.code);
    if (!isGone || parts.length === begin.length) throw error;
    return undefined;
  });
}

async function entriesOf(folder: PinnedFolder): Promise<Entry[]> {
  const entries = await folder.entries();
  return entries
    .flatMap((entry): Entry[] => {
      if (entry.isDirectory()) return [{ name: `${entry.name}/`, isFolder: true }];
      return entry.isFile() && !isTemporary(entry.name) ? [{ name: entry.name, isFolder: false }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function lookAt(
  folder: PinnedFolder,
  prefix: string,
  name: string,
  context: Walk['context'],
): Promise<FoundFile | undefined> {
  try {
    const stats = await folder.look(name);
    return stats.isFile() ? { key: prefix + name, size: stats.size, modified: Math.trunc(stats.mtimeMs) } : undefined;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw fileError(error, `The file "${prefix}${name}" cannot be looked at`);
    warnOfName(prefix + name, context);
    return undefined;
  }
}

/** A name that is not Unicode is read with this character in it, by which it is not found again. */
function warnOfName(path: string, context: Walk['context']): void {
  if (!path.includes('\ufffd')) return;
  context.log('warning', 'name-not-unicode', `A name in "${path}" is not valid UTF-8: it was left out.`);
}
