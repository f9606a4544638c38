import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { namedError } from '../errors.ts';
import { logRetries } from '../retry-log.ts';
import type { Call } from '../wire/call.ts';
import { type ListPage, readListPage } from './list-page.ts';
import type { ListSettings } from './list-settings.ts';

/** S3 gives no more keys a page, whatever is asked for. */
const PAGE = 1000;

type What = Pick<ListSettings, 'prefix' | 'foldersOnly' | 'delimiter'>;

/** Of a step's context, what a list needs. */
type Listener = Pick<StepContext, 'signal' | 'log'>;

/** The pages of a bucket's list, one after another, each asked for when it is wanted. @throws {ConnectorError} */
export async function* listPages(
  endpoint: Endpoint,
  bucket: string,
  { prefix, foldersOnly, delimiter }: What,
  context: Listener,
  startAfter = '',
  pageSize = PAGE,
): AsyncGenerator<ListPage> {
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const query: Record<string, string> = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(pageSize) };
  if (prefix !== '') query.prefix = prefix;
  if (foldersOnly) query.delimiter = delimiter;
  if (startAfter !== '') query['start-after'] = startAfter;
  for (;;) {
    const call: Call = { operation: 'ListObjectsV2', method: 'GET', bucket, query };
    const xml = await endpoint.wire.text(call, context.signal, notice);
    if (!xml.includes('<ListBucketResult')) throw namedError('NotS3', endpoint.wire.subject(call));
    const page = readListPage(xml);
    yield page;
    if (page.next === undefined) return;
    if (page.next === '' || page.next === query['continuation-token'])
      throw namedError('InternalError', endpoint.wire.subject(call));
    query['continuation-token'] = page.next;
  }
}
