import type { ExecutableActivity } from '../../../../shared/connector.ts';
import type { Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { namedError } from '../errors.ts';
import { parseSettings } from '../parse-settings.ts';
import { logRetries } from '../retry-log.ts';
import { bucketOf } from '../where.ts';
import type { Call } from '../wire/call.ts';
import { addPage, filterOf, type Listing } from './collect.ts';
import { listContent } from './list-content.ts';
import { readListPage } from './list-page.ts';
import { ListSettings } from './list-settings.ts';

/** S3 gives no more keys a page, whatever is asked for. */
const PAGE = 1000;

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
    object: listing.objects.map((object) => ({ ...object })),
    commonPrefix: listing.commonPrefixes.map((prefix) => ({ prefix })),
  };
  const what = settings.foldersOnly ? 'folders' : 'objects';
  const within = settings.prefix === '' ? '' : ` with the prefix "${settings.prefix}"`;
  context.log('info', 'listed', `Listed ${count.toLocaleString('en-US')} ${what} of the bucket "${bucket}"${within}.`);
  if (listing.isTruncated)
    context.log(
      'warning',
      'list-truncated',
      `The list was cut after ${count} ${what}: "${bucket}" has more, after the key "${listing.last ?? ''}".`,
    );
  return { record, content: listContent(record) };
}

async function list(
  endpoint: Endpoint,
  bucket: string,
  settings: ListSettings,
  context: StepContext,
): Promise<Listing> {
  const listing: Listing = { objects: [], commonPrefixes: [], isTruncated: false, last: undefined };
  const filter = filterOf(settings);
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const query: Record<string, string> = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(PAGE) };
  if (settings.prefix !== '') query.prefix = settings.prefix;
  if (settings.foldersOnly) query.delimiter = settings.delimiter;
  for (;;) {
    const call: Call = { operation: 'ListObjectsV2', method: 'GET', bucket, query };
    const xml = await endpoint.wire.text(call, context.signal, notice);
    if (!xml.includes('<ListBucketResult')) throw namedError('NotS3', endpoint.wire.subject(call));
    const page = readListPage(xml);
    const before = listing.objects.length + listing.commonPrefixes.length;
    const goOn = addPage(listing, page, filter, settings.maximumObjects, settings.foldersOnly);
    context.finished(listing.objects.length + listing.commonPrefixes.length - before);
    if (!goOn || page.next === undefined) return listing;
    if (page.next === '' || page.next === query['continuation-token'])
      throw namedError('InternalError', endpoint.wire.subject(call));
    query['continuation-token'] = page.next;
  }
}
