import type { ExecutableActivity, ListedPage, ListStart } from '../../../../shared/connector.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import type { Endpoint } from '../endpoints.ts';
import { bucketOf } from '../where.ts';
import { addPage, filterOf, type Listing } from './collect.ts';
import { warnOfCut } from './list.ts';
import { ListSettings } from './list-settings.ts';
import { listRanges } from './ranges/list-ranges.ts';

/** So many objects are read ahead of their turn, however long the list is: some megabytes. */
const MOST_WAITING = 32_000;

/**
 * A List Objects that passes each object: page by page, as far as it is asked for. An object's mark is its key.
 * @throws {ConnectorError}
 */
export async function* listEach(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
  start: ListStart,
): AsyncGenerator<ListedPage> {
  const settings = { ...parseSettings(ListSettings, activity), foldersOnly: false };
  const bucket = bucketOf(activity.name, settings.bucket, input.record);
  const most = settings.maximumObjects - start.count;
  const what = { bucket, prefix: settings.prefix, after: start.after, wanted: filterOf(settings), most };
  let count = 0;
  let last: string | undefined = start.after;
  for await (const page of listRanges(endpoint, { ...what, mostWaiting: MOST_WAITING }, context)) {
    const listing: Listing = { objects: [], commonPrefixes: [], isTruncated: false, last };
    const goOn = addPage(listing, page, most - count);
    count += listing.objects.length;
    last = listing.last;
    if (!goOn) warnOfCut(context, bucket, start.count + count, 'objects', last);
    yield {
      items: listing.objects.map((object) => ({ mark: object.key, record: { bucketName: bucket, ...object } })),
      isLast: !goOn || page.isLast,
    };
    if (!goOn) return;
  }
}
