import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { bytesText } from '../../../common/bytes-text.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import { elementText } from '../../../common/xml.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import type { Endpoint } from '../endpoints.ts';
import { planCopy, shown } from '../plan/plan-transfer.ts';
import { md5OfETag } from '../put/etag.ts';
import { logRetries } from '../retry-log.ts';
import { bareETag, type Where, whereOf } from '../where.ts';
import { copied, copyMs } from './copied.ts';
import { copyInParts } from './copy-parts.ts';
import { countCopied } from './count-copied.ts';
import { MoveSettings } from './move-settings.ts';
import { type Gone, goneOf, movedBefore, noteCopy } from './moved-before.ts';
import { prove } from './prove.ts';
import { removeBadCopy } from './remove.ts';
import { removeSource } from './remove-source.ts';
import { type CopySource, copyHeaders, keptByHeader, lookAt, requireSame } from './source.ts';

/**
 * Executes a Move Object, at the storage: no byte passes through the agent. The source is deleted only after the copy has been
 * proven complete. @throws {ConnectorError}
 */
export async function moveObject(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(MoveSettings, activity);
  const from = whereOf(activity.name, { bucket: settings.sourceBucket, key: settings.sourceKey }, input.record);
  const to = whereOf(
    activity.name,
    { bucket: settings.destinationBucket, key: settings.destinationKey },
    {
      bucketName: from.bucket,
      key: from.key,
    },
  );
  if (from.bucket === to.bucket && from.key === to.key) throw ontoItself(activity.name, from);
  const found = await lookAt(endpoint, from, context).catch((error: unknown) => {
    if (settings.deleteFromSource && error instanceof ConnectorError && error.code === 'key-missing') return error;
    throw error;
  });
  const { deleteFromSource } = settings;
  if (!(found instanceof ConnectorError)) {
    const stored = await copyProven(endpoint, found, to, context);
    if (deleteFromSource) {
      await noteCopy(found, stored, context);
      await removeSource(endpoint, found, to, context);
    }
    return done({ source: goneOf(found), stored, deleteFromSource }, context);
  }
  const before = await movedBefore(endpoint, from, to, context);
  if (!before) throw found;
  context.earlier?.found();
  context.expect({ bytes: before.stored.size, objects: 1 });
  countCopied(context, before.stored.size);
  const text = 'An earlier attempt had made the copy, as it has noted, and removed the source.';
  context.log('info', 'moved-before', text);
  return done({ ...before, deleteFromSource }, context);
}

/** Copies, and proves the copy; gives it. @throws {ConnectorError} */
async function copyProven(
  endpoint: Endpoint,
  source: CopySource,
  to: Where,
  context: StepContext,
): Promise<CopySource> {
  context.expect({ bytes: source.size, objects: 1 });
  const expected = (await copiedBefore(endpoint, source, to, context)) ?? (await copy(endpoint, source, to, context));
  const stored = await lookAt(endpoint, to, context);
  try {
    requireSame(source, await lookAt(endpoint, source.where, context));
    prove(source, stored, expected);
  } catch (error) {
    // Only what is ours: somebody else may have written another object there meanwhile.
    if (expected !== '' && bareETag(stored.eTag) === expected) await removeBadCopy(endpoint, stored, context);
    throw error;
  }
  return stored;
}

interface Done {
  source: Gone;
  stored: CopySource;
  deleteFromSource: boolean;
}

/** Tells of an object that is where it was to be; gives the response. */
function done({ source, stored, deleteFromSource }: Done, context: StepContext): Payload {
  const { bucket, key } = stored.where;
  const { size } = stored;
  const eTag = bareETag(stored.eTag);
  context.finished(1);
  context.log(
    'info',
    deleteFromSource ? 'object-moved' : 'object-copied',
    `${deleteFromSource ? 'Moved' : 'Copied'} the object "${source.key}" in the bucket "${source.bucket}" to "${key}" in the bucket "${bucket}": ${bytesText(size)}, ETag ${eTag}.`,
  );
  context.transferred({
    outcome: deleteFromSource ? 'moved' : 'copied',
    bucket,
    key,
    size,
    eTag,
    versionId: stored.headers['x-amz-version-id'],
    checksum: checksumIn(stored.headers),
    source,
  });
  return {
    record: {
      sourceBucketName: source.bucket,
      sourceKey: source.key,
      destinationBucketName: bucket,
      destinationKey: key,
      deleteFromSource,
      eTag,
      size,
      serverSide: true,
    },
  };
}

/** The ETag of the copy, when an earlier attempt of the run has made it, as its size and MD5 prove. */
async function copiedBefore(
  endpoint: Endpoint,
  source: CopySource,
  to: Where,
  context: StepContext,
): Promise<string | undefined> {
  const md5 = md5OfETag(source.headers);
  if (!context.earlier || context.earlier.isOfOne || md5 === undefined) return undefined;
  const stored = await lookAt(endpoint, to, context).catch(() => undefined);
  if (stored?.size !== source.size || md5OfETag(stored.headers) !== md5) return undefined;
  context.earlier.found();
  countCopied(context, source.size);
  return md5;
}

/** Copies at the storage; gives the ETag that the copy must have, bare, or `''`. */
async function copy(endpoint: Endpoint, source: CopySource, to: Where, context: StepContext): Promise<string> {
  const plan = planCopy(source.size, endpoint.copyLimits);
  context.planned?.(shown(plan));
  const copying = plan.parts
    ? copyInParts(endpoint, source, to, plan.parts, context)
    : copyWhole(endpoint, source, to, context);
  return copying.catch((error: unknown) => {
    // Said of the request, whose object is the copy; what is meant is the source.
    throw error instanceof ConnectorError && SOURCE_CHANGED.has(error.code) ? changed(source, error) : error;
  });
}

const SOURCE_CHANGED = new Set(['precondition-failed', 'key-missing', 'version-missing']);

async function copyWhole(endpoint: Endpoint, source: CopySource, to: Where, context: StepContext): Promise<string> {
  const headers = { ...copyHeaders(source), ...keptByHeader(source.headers) };
  const call = { operation: 'CopyObject', method: 'PUT', ...to, headers, answerMs: copyMs(source.size) } as const;
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const xml = await copied(endpoint.wire, call, context.signal, notice);
  countCopied(context, source.size);
  return bareETag(elementText(xml, 'ETag') ?? '');
}

function changed({ where }: CopySource, cause: unknown): ConnectorError {
  return new ConnectorError({
    code: 'source-changed',
    message: `The object "${where.key}" in the bucket "${where.bucket}" was changed or deleted before it could be copied.`,
    todo: 'Run again when nobody writes to the source.',
    cause,
  });
}

function ontoItself(activity: string, { bucket, key }: Where): ConnectorError {
  return new ConnectorError({
    code: 'copy-onto-itself',
    message: `"${activity}" would move the object "${key}" in the bucket "${bucket}" onto itself.`,
    todo: 'Choose another destination bucket, or enter a Destination key.',
  });
}
