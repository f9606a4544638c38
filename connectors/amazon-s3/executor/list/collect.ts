import { compileGlob } from '../../../common/glob.ts';
import type { ListedObject } from './list-page.ts';
import type { ListSettings } from './list-settings.ts';

/** What a List has found so far, within its limit. */
export interface Listing {
  readonly objects: ListedObject[];
  readonly commonPrefixes: string[];
  /** Whether something was left out because of the limit. */
  isTruncated: boolean;
  /** The last key (or common prefix) that was taken before the limit. */
  last: string | undefined;
}

/** Whether an object is wanted. */
export type Filter = (object: ListedObject) => boolean;

/** The filters of the screen, as one function. */
export function filterOf(settings: ListSettings): Filter {
  const { prefix, modifiedAfter, modifiedBefore, keyPattern, smallest, largest } = settings;
  const glob = keyPattern === '' ? undefined : compileGlob(keyPattern);
  return ({ key, size, lastModified }) => {
    if (settings.excludePrefixMatch && prefix !== '' && key === prefix) return false;
    if (smallest !== undefined && size < smallest) return false;
    if (largest !== undefined && size > largest) return false;
    if (glob && !glob(key)) return false;
    if (modifiedAfter === undefined && modifiedBefore === undefined) return true;
    const time = Date.parse(lastModified);
    return (
      (modifiedAfter === undefined || time > modifiedAfter) && (modifiedBefore === undefined || time < modifiedBefore)
    );
  };
}

/** Adds what a page has; returns whether to go on: not when the limit left something out. */
export function addPage(
  listing: Listing,
  page: { readonly objects: readonly ListedObject[]; readonly commonPrefixes?: readonly string[] },
  limit: number,
  foldersOnly = false,
): boolean {
  if (foldersOnly) return addFolders(listing, page.commonPrefixes ?? [], limit);
  for (const object of page.objects) {
    if (listing.objects.length === limit) return stop(listing);
    listing.objects.push(object);
    listing.last = object.key;
  }
  return true;
}

function addFolders(listing: Listing, prefixes: readonly string[], limit: number): boolean {
  for (const prefix of prefixes) {
    if (listing.commonPrefixes.length === limit) return stop(listing);
    listing.commonPrefixes.push(prefix);
    listing.last = prefix;
  }
  return true;
}

function stop(listing: Listing): false {
  listing.isTruncated = true;
  return false;
}
