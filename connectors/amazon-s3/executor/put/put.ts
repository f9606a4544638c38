import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { formatted } from '../list/formats.ts';
import { parseSettings } from '../parse-settings.ts';
import { receiptOf, writtenLine } from '../receipt.ts';
import { bareETag, memberText, whereOf } from '../where.ts';
import { DamagedWrite, SourceFailure } from './failures.ts';
import { confirmStored, oursAfterAll, removeDamaged } from './head.ts';
import type { PutJob, Stored } from './job.ts';
import { objectHeaders } from './object-headers.ts';
import { planPut } from './plan.ts';
import { putCollected } from './put-collected.ts';
import { putParts } from './put-parts.ts';
import { PutSettings } from './put-settings.ts';
import { putWhole } from './put-stream.ts';

/**
 * Executes a Put Object: writes the content of the preceding step. After an error or a cancel there is neither a half-written
 * object nor an open multipart upload. @throws {ConnectorError}
 */
export async function putObject(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(PutSettings, activity);
  const where = whereOf(activity.name, settings, input.record);
  const place = { bucketName: where.bucket, key: where.key };
  const { content } = formatted(input, settings.listFormat);
  if (!content) {
    context.log('info', 'nothing-to-write', `The preceding step gave no data: "${where.key}" was not written.`);
    return { record: place };
  }
  context.expect(content.size === undefined ? { objects: 1 } : { bytes: content.size, objects: 1 });
  const job: PutJob = {
    endpoint,
    context,
    where,
    content,
    headers: objectHeaders(settings, { record: input.record, content }, where),
    onlyIfAbsent: settings.ifExists !== 'overwrite',
    likelyMd5: likelyMd5(input),
  };
  try {
    const stored = (await writtenBefore(job)) ?? (await write(job));
    context.finished(1);
    context.log('info', 'object-written', () => writtenLine(where, stored));
    context.transferred(receiptOf(where, stored, input.record));
    return {
      record: {
        ...place,
        eTag: stored.eTag,
        size: stored.size,
        versionId: stored.headers['x-amz-version-id'],
        checksum: stored.checksum,
        serverSideEncryption: stored.headers['x-amz-server-side-encryption'],
      },
    };
  } catch (error) {
    if (!job.onlyIfAbsent || !(error instanceof ConnectorError) || error.code !== 'precondition-failed') throw error;
    if (settings.ifExists === 'fail') throw objectExists(where.bucket, where.key, error);
    context.log(
      'info',
      'object-skipped',
      `"${where.key}" exists in the bucket "${where.bucket}" and was left as it is.`,
    );
    context.transferred({ outcome: 'skipped', ...where });
    return { record: place };
  }
}

/** The object, when an earlier attempt of the run has written it already, as its size and MD5 prove. */
async function writtenBefore(job: PutJob): Promise<Stored | undefined> {
  const { earlier } = job.context;
  const size = job.content.size;
  if (!earlier || size === undefined || job.likelyMd5 === undefined) return undefined;
  const headers = await oursAfterAll(job, size, { md5: job.likelyMd5 });
  if (!headers) return undefined;
  earlier.found();
  job.context.moved(size);
  return { headers, eTag: bareETag(headers.etag ?? ''), size, checksum: undefined };
}

async function write(job: PutJob): Promise<Stored> {
  try {
    const stored = await send(job);
    return stored.verified && stored.eTag !== '' ? stored : await confirmStored(job, stored);
  } catch (error) {
    if (error instanceof DamagedWrite) await removeDamaged(job, error);
    throw error instanceof SourceFailure ? error.cause : error;
  }
}

function send(job: PutJob): Promise<Stored & { verified: boolean }> {
  const { content, context } = job;
  const plan = planPut(content.size, content.rereadable);
  if (plan.way === 'collect') return putCollected(job);
  const size = content.size ?? 0;
  if (plan.way === 'stream') {
    context.log('info', 'put-plan', 'One PUT, fed from the source as it comes: nothing is kept on the way.');
    return putWhole(job, { content, offset: 0, length: size }, size);
  }
  const mebibytes = Math.round((plan.parts[0]?.length ?? 0) / 1024 ** 2);
  context.log('info', 'put-plan', `Multipart upload: ${plan.parts.length} parts of ${mebibytes} MiB, 4 at a time.`);
  return putParts(job, plan.parts);
}

/** A Get's ETag is the MD5 of the object, unless it was written in parts or encrypted with a KMS key. */
function likelyMd5({ record, content }: Payload): string | undefined {
  const eTag = bareETag(memberText(record, 'eTag'));
  const whole = content?.size !== undefined && record.contentLength === content.size;
  const opaque = memberText(record, 'serverSideEncryption').startsWith('aws:kms');
  return whole && !opaque && /^[0-9a-f]{32}$/.test(eTag) ? eTag : undefined;
}

function objectExists(bucket: string, key: string, cause: unknown): ConnectorError {
  return new ConnectorError({
    code: 'object-exists',
    message: `The object "${key}" exists already in the bucket "${bucket}".`,
    todo: 'Choose another key, or set "If the object exists" to Overwrite or Skip.',
    cause,
  });
}
