import { isAllowed } from '../auth/permissions.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { ObjectRecord } from '../disk/records.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue } from '../http/s3-request.ts';
import type { Context } from './context.ts';

/** Buckets here have no versions: `null` names the only one. @throws S3Error `NoSuchVersion` */
export function requireNoVersion(context: Context): void {
  const versionId = queryValue(context.request, 'versionId');
  if (versionId === undefined || versionId === 'null') return;
  throw s3Error('NoSuchVersion', undefined, { VersionId: versionId });
}

/**
 * An object that must be there.
 * @throws S3Error `NoSuchKey`; `AccessDenied` in its place for who may not list the bucket, as S3 does
 */
export function findObject(context: Context, bucket: Bucket, key: string): ObjectRecord {
  const object = bucket.state.objects.get(key);
  if (object !== undefined) return object;
  const mayList = isAllowed(context.identity.credential, {
    operation: 'ListObjectsV2',
    action: 's3:ListBucket',
    bucket: bucket.name,
  });
  throw mayList ? s3Error('NoSuchKey', undefined, { Key: key }) : s3Error('AccessDenied');
}
