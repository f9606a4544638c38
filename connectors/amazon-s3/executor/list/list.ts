import type { ExecutableActivity } from '../../../../shared/connector.ts';
import type { Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { listContent } from '../../../common/made-content.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import type { Endpoint } from '../endpoints.ts';
import { bucketOf } from '../where.ts';
import { addPage, filterOf, type Listing } from './collect.ts';
import { ListSettings } from './list-settings.ts';
import { listPages } from './pages.ts';
import { listRanges } from './ranges/list-ranges.ts';

/** What an object of a list takes in memory, about. */
const LISTED_BYTES = 400;

/**
 * Executes a List Objects: follows all pages up to the limit. What lies past it is told by `isTruncated`, by the key to start
 * after, and by a warning. @throws {ConnectorError}
 */
export async function listObjects(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(ListSettings, activity);
  const bucket = bucketOf(activity.name, settings.bucket, input.record);
  const listing = await list(endpoint, bucket, settings, context);
  const count = listing.objects.length + listing.commonPrefixes.length;
  const record: RecordValue = {
    bucketName: bucket,
    prefix: settings.prefix,
    keyCount: count,
    isTruncated: listing.isTruncated,
    nextStartAfter: listing.isTruncated ? listing.last : undefined,
    object: listing.objects,
    commonPrefix: listing.commonPrefixes.map((prefix) => ({ prefix })),
  };
  const what = settings.foldersOnly ? 'folders' : 'objects';
  const within = settings.prefix === '' ? '' : ` with the prefix "${settings.prefix}"`;
  context.log('info', 'listed', `Listed ${count.toLocaleString('en-US')} ${what} of the bucket "${bucket}"${within}.`);
  if (listing.isTruncated) warnOfCut(context, bucket, count, what, listing.last);
  return { record, content: listContent(record) };
}

/** A list never ends early without a word. */
export function warnOfCut(
  context: StepContext,
  bucket: string,
  count: number,
  what: 'objects' | 'folders',
  last: string | undefined,
): void {
  context.log(
    'warning',
    'list-truncated',
    `The list was cut after ${count} ${what}: "${bucket}" has more, after the key "${last ?? ''}".`,
  );
}

async function list(
  endpoint: Endpoint,
  bucket: string,
  settings: ListSettings,
  context: StepContext,
): Promise<Listing> {
  const listing: Listing = { objects: [], commonPrefixes: [], isTruncated: false, last: undefined };
  const pages = settings.foldersOnly
    ? listPages(endpoint, bucket, settings, context)
    : objectPages(endpoint, bucket, settings, context);
  for await (const page of pages) {
    const before = listing.objects.length + listing.commonPrefixes.length;
    const goOn = addPage(listing, page, settings.maximumObjects, settings.foldersOnly);
    const more = listing.objects.length + listing.commonPrefixes.length - before;
    context.finished(more);
    // It is held to the end of the run: a list that finds no room waits, and reads no further meanwhile.
    await context.memory?.take(more * LISTED_BYTES, context.signal);
    if (!goOn) break;
  }
  return listing;
}

/** Everything that is listed stays with the response: it may as well be read ahead. */
function objectPages(endpoint: Endpoint, bucket: string, settings: ListSettings, context: StepContext) {
  const { prefix, maximumObjects: most } = settings;
  const what = { bucket, prefix, after: '', wanted: filterOf(settings), most, mostWaiting: most };
  return listRanges(endpoint, what, context);
}
