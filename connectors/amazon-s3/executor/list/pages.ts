import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { namedError, networkError } from '../errors.ts';
import { type RetryNotice, withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import type { Call } from '../wire/call.ts';
import { TRUNCATED, WireFailure } from '../wire/wire-failure.ts';
import { isCutPage, isListPage, type ListPage, readListPage } from './list-page.ts';
import type { ListSettings } from './list-settings.ts';
import { PageBuffer } from './page-buffer.ts';

/** S3 gives no more keys a page, whatever is asked for. */
export const PAGE = 1000;

type What = Pick<ListSettings, 'prefix' | 'foldersOnly' | 'delimiter'>;

/** Of a step's context, what a list needs. */
export type Listener = Pick<StepContext, 'signal' | 'log'>;

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
  const query = { prefix, delimiter: foldersOnly ? delimiter : '', after: startAfter, pageSize };
  let token: string | undefined;
  do {
    const page: ListPage = await askPage(endpoint, bucket, { ...query, token }, context.signal, notice);
    yield page;
    token = page.next;
  } while (token !== undefined);
}

/** What one page is asked for with. An empty text stands for nothing. */
export interface PageOf {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly token: string | undefined;
  readonly pageSize: number;
}

/** One page, asked for again after transient errors. A token that leads nowhere is an error of the storage. @throws {ConnectorError} */
export async function askPage(
  endpoint: Endpoint,
  bucket: string,
  of: PageOf,
  signal: AbortSignal,
  notice: RetryNotice,
): Promise<ListPage> {
  const query: Record<string, string> = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(of.pageSize) };
  if (of.prefix !== '') query.prefix = of.prefix;
  if (of.delimiter !== '') query.delimiter = of.delimiter;
  if (of.after !== '') query['start-after'] = of.after;
  if (of.token !== undefined) query['continuation-token'] = of.token;
  const call: Call = { operation: 'ListObjectsV2', method: 'GET', bucket, query };
  const memory = PageBuffer.take();
  const attempt = () => answered(endpoint, call, memory, signal);
  await withRetries(endpoint.wire.options.retries, signal, attempt, notice);
  const xml = memory.bytes();
  if (!isListPage(xml)) throw namedError('NotS3', endpoint.wire.subject(call));
  const page = readListPage(xml);
  memory.give();
  if (page.next === '' || (page.next !== undefined && page.next === of.token))
    throw namedError('InternalError', endpoint.wire.subject(call));
  return page;
}

/** Reads the answer into memory. @throws {ConnectorError} */
async function answered({ wire }: Endpoint, call: Call, memory: PageBuffer, signal: AbortSignal): Promise<void> {
  const answer = await wire.send(call, signal);
  memory.clear();
  try {
    await answer.read((chunk) => memory.add(chunk));
    // Where the end of the connection alone ends an answer, one that was cut looks like a whole one.
    if (isCutPage(memory.bytes())) throw new WireFailure(TRUNCATED);
  } catch (error) {
    throw networkError(error, wire.subject(call));
  }
}
