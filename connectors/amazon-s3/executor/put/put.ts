import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { formatted } from '../../../common/list-formats.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import type { Endpoint } from '../endpoints.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { receiptOf, writtenLine } from '../receipt.ts';
import { bareETag, memberText, whereOf } from '../where.ts';
import { oursAfterAll } from './head.ts';
import type { PutJob, Stored } from './job.ts';
import { objectHeaders } from './object-headers.ts';
import { PutSettings } from './put-settings.ts';
import { writeObject } from './write-object.ts';

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
    const stored = (await writtenBefore(job)) ?? (await writeObject(job));
    context.finished(1);
    context.log('info', stored.copied ? 'object-copied' : 'object-written', () => writtenLine(where, stored));
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
  if (earlier.isOfOne && !job.onlyIfAbsent) return undefined;
  const headers = await oursAfterAll(job, size, { md5: job.likelyMd5 });
  if (!headers) return undefined;
  earlier.found();
  job.context.moved(size);
  return { headers, eTag: bareETag(headers.etag ?? ''), size, checksum: undefined };
}

/** A Get's ETag is the MD5 of the object, unless it was written in parts or encrypted with a KMS key. */
function likelyMd5({ record, content }: Payload): string | undefined {
  const eTag = bareETag(memberText(record, 'eTag'));
  const isPart = content?.origin instanceof S3Origin && content.origin.obstacle === 'byte-range';
  const whole = !isPart && content?.size !== undefined && record.contentLength === content.size;
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
