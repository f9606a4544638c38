import type { TreePage, TreeRequest } from '../../../shared/asking.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { errnoOf, fileError } from './file-errors.ts';
import { folderPartsOf } from './file-path.ts';
import type { Root } from './folder/root.ts';
import { isTemporary } from './write/new-file.ts';

const PAGE = 200;

/** One page of a folder, as sub-folders and files, by name. @throws {ConnectorError} */
export async function browseFiles(root: Root, request: TreeRequest): Promise<TreePage> {
  if (request.what !== 'files') throw browseUnknown(request.what);
  const folder = await root.openFolder(folderPartsOf(request.folder));
  try {
    const all = await folder.entries();
    const rows = all
      .filter((entry) => entry.isDirectory() || (entry.isFile() && !isTemporary(entry.name)))
      .filter(({ name }) => name.startsWith(request.search))
      .map((entry) => ({ name: entry.name, path: request.folder + entry.name + (entry.isDirectory() ? '/' : '') }))
      .filter(({ path }) => path > request.after)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const page = rows.slice(0, PAGE);
    const files = page.filter(({ path }) => !path.endsWith('/'));
    const items = await Promise.all(
      files.map(async ({ name, path }) => {
        const stats = await folder.look(name).catch((error: unknown) => {
          if (errnoOf(error) === 'ENOENT') return undefined;
          throw error;
        });
        return stats ? [{ id: path, cells: { size: String(stats.size), modified: stats.mtime.toISOString() } }] : [];
      }),
    );
    return {
      folders: page.flatMap(({ path }) => (path.endsWith('/') ? [path] : [])),
      items: items.flat(),
      next: rows.length > PAGE ? (page.at(-1)?.path ?? null) : null,
    };
  } catch (error) {
    throw fileError(error, `The folder "${root.name}" cannot be listed`);
  } finally {
    await folder.close();
  }
}

/** The error of a question that this version does not know. */
export function browseUnknown(what: string): ConnectorError {
  return new ConnectorError({
    code: 'browse-unknown',
    message: `This version of the connector cannot list "${what}".`,
    todo: 'Update the connector on the agent.',
  });
}
