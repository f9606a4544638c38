import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import { isPlain, parseConnection, type S3Connection } from '../connection.ts';
import type { Endpoint } from '../endpoints.ts';
import { accountOf } from '../plan/account.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { proofOf } from '../proof/proof-of.ts';
import { md5OfETag } from '../put/etag.ts';
import { openedLine } from '../receipt.ts';
import { logRetries } from '../retry-log.ts';
import { inWords } from '../subject.ts';
import { type Where, whereOf } from '../where.ts';
import type { Call } from '../wire/call.ts';
import { parseContentRange } from './content-range.ts';
import { found } from './found.ts';
import { GetSettings } from './get-settings.ts';
import { ObjectContent } from './object-content.ts';
import { objectRecord } from './object-record.ts';
import { rangeIgnored } from './source-errors.ts';
import { getTags } from './tags.ts';

/**
 * Executes a Get Object: gives the object's response record and its content, unread. The object is opened; where a Put of the
 * same account follows, which may have it copied at the storage, it is only looked at.
 * @throws {ConnectorError}
 */
export async function getObject(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(GetSettings, activity);
  const where = whereOf(activity.name, settings, input.record);
  try {
    const looked = mayBeCopied(endpoint, settings, context)
      ? await found(endpoint, where, settings, context)
      : undefined;
    return looked ?? (await open(endpoint, where, settings, context));
  } catch (error) {
    if (settings.ifMissing === 'fail' || !(error instanceof ConnectorError) || error.code !== 'key-missing')
      throw error;
    context.log('info', 'object-missing', `${error.message} The step goes on without data.`);
    return { record: { bucketName: where.bucket, key: where.key } };
  }
}

/** Whether what follows may have the object copied at the storage. It decides for itself; this saves opening the object. */
function mayBeCopied({ connection, traits }: Endpoint, { range }: GetSettings, { next }: StepContext): boolean {
  if (range !== '' || traits.copyRefusals.isEverywhere || next?.connector !== 'amazon-s3' || next.type !== 'put-object')
    return false;
  const target = connectionOf(next);
  return target !== undefined && accountOf(target) === accountOf(connection);
}

/** The connection of the step that follows; undefined when it cannot be used, which that step will say. */
function connectionOf(next: NonNullable<StepContext['next']>): S3Connection | undefined {
  try {
    const resolved = next.connection();
    return resolved && parseConnection(resolved);
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

/**
 * Whether nobody else would notice what plain HTTP has damaged in an object whose MD5 is known. A Put compares it with the target's
 * ETag, which costs nothing, if it knows how much there will be; other targets have none.
 */
function mustBeProvenHere({ connection }: Endpoint, size: number | undefined, { next }: StepContext): boolean {
  return isPlain(connection) && (size === undefined || (next !== undefined && next.connector !== 'amazon-s3'));
}

async function open(endpoint: Endpoint, where: Where, settings: GetSettings, context: StepContext): Promise<Payload> {
  const { wire, connection } = endpoint;
  const version: Record<string, string> = settings.versionId === '' ? {} : { versionId: settings.versionId };
  const call: Call = {
    operation: 'GetObject',
    method: 'GET',
    ...where,
    query: version,
    headers: settings.range === '' ? { 'x-amz-checksum-mode': 'ENABLED' } : { range: `bytes=${settings.range}` },
  };
  const notice = logRetries(context, connection.maximumAttempts);
  const answer = await wire.sendPatiently(call, context.signal, notice);
  if (settings.range !== '' && answer.status !== 206) {
    answer.discard();
    throw rangeIgnored(inWords(wire.subject(call)));
  }
  const tags: RecordValue[] = settings.includeTags
    ? await getTags(endpoint, where, version, context).catch((error: unknown) => {
        answer.discard();
        throw error;
      })
    : [];
  const range = answer.status === 206 ? parseContentRange(answer.headers['content-range']) : undefined;
  const size = answer.length;
  context.expect(size === undefined ? { objects: 1 } : { bytes: size, objects: 1 });
  context.log('info', 'object-opened', () => openedLine(where, answer.headers, size));
  const { headers } = answer;
  const eTag = headers.etag;
  const source = { where, headers, size: size ?? 0, eTag: eTag ?? '' };
  const proof = proofOf({
    endpoint,
    context,
    call,
    headers,
    size,
    isRange: settings.range !== '' || range !== undefined,
  });
  const obstacle =
    settings.range !== '' ? 'byte-range' : endpoint.traits.copyRefusals.isEverywhere ? undefined : 'opened';
  return {
    record: objectRecord(where, headers, size, tags),
    content: new ObjectContent({
      endpoint,
      context,
      call,
      answer,
      eTag,
      base: range?.first ?? 0,
      size,
      checksum: range ? undefined : checksumIn(headers),
      md5: range || !mustBeProvenHere(endpoint, size, context) ? undefined : md5OfETag(headers),
      proof,
      contentType: headers['content-type'],
      origin: new S3Origin(accountOf(connection), source, obstacle, () => undefined, proof),
    }),
  };
}
