import { createHash } from 'node:crypto';
import { type Checksum, type ChecksumAlgorithm, startChecksum } from '../body/checksums.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { BlobRef, ObjectRecord } from '../disk/records.ts';
import { requireCopySource } from '../http/conditions.ts';
import type { ByteRange } from '../http/range.ts';
import { s3Error } from '../http/s3-error.ts';
import { type Context, openBucketNamed, requireAction } from './context.ts';
import { findObject } from './find-object.ts';

/** The object a copy reads. */
export interface CopySource {
  readonly bucket: Bucket;
  readonly object: ObjectRecord;
}

/** Reads `x-amz-copy-source`: `bucket/key`, URL-encoded, with or without a leading slash. */
function parseCopySource(header: string): { bucket: string; key: string; versionId: string | undefined } {
  const [path = '', version] = header.split('?versionId=');
  let decoded: string;
  try {
    decoded = decodeURIComponent(Buffer.from(path, 'latin1').toString('utf8'));
  } catch {
    throw s3Error('InvalidArgument', 'Invalid copy source encoding.');
  }
  const match = /^\/?([^/]+)\/([\s\S]+)$/.exec(decoded);
  const [, bucket, key] = match ?? [];
  if (bucket === undefined || key === undefined) {
    throw s3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  }
  return { bucket, key, versionId: version };
}

/**
 * Finds what a copy reads and checks the conditions on it.
 * @throws S3Error `InvalidArgument`, `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`, `AccessDenied`, `PreconditionFailed`
 */
export function findCopySource(context: Context): CopySource {
  const { headers } = context.request;
  const { bucket: name, key, versionId } = parseCopySource(headers.get('x-amz-copy-source') ?? '');
  requireAction(context, 'GetObject', name, key);
  const bucket = openBucketNamed(context, name);
  if (versionId !== undefined && versionId !== 'null') throw s3Error('NoSuchVersion');
  const object = findObject(context, bucket, key);
  requireCopySource(headers, object);
  return { bucket, object };
}

/** Bytes that have been copied into blobs of the target bucket. */
export interface Copied {
  readonly size: number;
  readonly md5Hex: string;
  readonly checksum: Checksum | undefined;
  readonly blobs: BlobRef[];
}

/** Copies bytes by reading them, computing MD5 and a checksum. Leaves nothing behind when it fails. */
export async function copyByReading(
  source: CopySource,
  target: Bucket,
  range: ByteRange | undefined,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Copied> {
  const { object } = source;
  const first = range?.first ?? 0;
  const size = range === undefined ? object.size : range.last - first + 1;
  const unpin = source.bucket.blobs.pin(object.blobs);
  const writer = target.blobs.create();
  const md5 = createHash('md5');
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  try {
    for await (const chunk of source.bucket.blobs.read(object.blobs, first, size)) {
      md5.update(chunk);
      running?.update(chunk);
      await writer.write(chunk);
    }
    const blobs = await writer.finish();
    const checksum =
      algorithm === undefined || running === undefined
        ? undefined
        : { algorithm, value: running.digest(), type: 'FULL_OBJECT' as const };
    return { size, md5Hex: md5.digest('hex'), checksum, blobs };
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    unpin();
  }
}

/** Copies a whole object uploaded in one piece without reading it: ETag and checksum stay what they are. */
export async function copyByLink({ bucket, object }: CopySource, target: Bucket): Promise<Copied> {
  const unpin = bucket.blobs.pin(object.blobs);
  const blobs: BlobRef[] = [];
  try {
    for (const blob of object.blobs) blobs.push(await target.blobs.copyFrom(bucket.blobs, blob));
  } finally {
    unpin();
  }
  return { size: object.size, md5Hex: object.etag, checksum: object.checksum, blobs };
}
