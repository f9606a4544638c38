import type { TreePage, TreeRequest } from '../../../shared/asking.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { Endpoint } from './endpoints.ts';
import { listPages } from './list/pages.ts';
import { bucketOf } from './where.ts';

const PAGE = 200;

/** One page of a bucket's folder, as folders and objects, in the bucket's order. @throws {ConnectorError} */
export async function browseKeys(endpoint: Endpoint, request: TreeRequest, signal: AbortSignal): Promise<TreePage> {
  if (request.what !== 'keys')
    throw new ConnectorError({
      code: 'browse-unknown',
      message: `This version of the connector cannot list "${request.what}".`,
      todo: 'Update the connector on the agent.',
    });
  const bucket = bucketOf('Browse', request.within.bucket ?? '', {});
  const what = { prefix: request.folder + request.search, foldersOnly: true, delimiter: '/' };
  const context = { signal, log: () => undefined };
  for await (const page of listPages(endpoint, bucket, what, context, request.after, PAGE)) {
    const last = [page.objects.at(-1)?.key ?? '', page.commonPrefixes.at(-1) ?? ''].reduce(later);
    // Nothing new on the page: nothing to go on after, but the storage's own mark.
    if (page.next !== undefined && (last === '' || last === request.after)) continue;
    return {
      // Listing goes on after what `start-after` names; some storages give a folder again whose objects come after it.
      folders: page.commonPrefixes.filter((folder) => folder !== request.after),
      items: page.objects
        .filter(({ key }) => key !== request.folder)
        .map(({ key, size, lastModified }) => ({ id: key, cells: { size: String(size), modified: lastModified } })),
      next: page.next === undefined ? null : last,
    };
  }
  return { folders: [], items: [], next: null };
}

/** The one that comes later in the order of UTF-8 bytes. */
function later(a: string, b: string): string {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) >= 0 ? a : b;
}
