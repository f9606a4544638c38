import type { Identity } from '../auth/authenticate.ts';
import { requireAllowed } from '../auth/permissions.ts';
import type { RequestBody } from '../body/request-body.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { StoreFolder } from '../disk/store-folder.ts';
import type { Reply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { requireBucket, type S3Request } from '../http/s3-request.ts';

/** What an operation works with. */
export interface Context {
  readonly folder: StoreFolder;
  readonly region: string;
  readonly request: S3Request;
  readonly identity: Identity;
  readonly now: () => Date;
  /** Opens the body; to be called once, and only when the request is going to be served. */
  readonly body: () => RequestBody;
}

export type Operation = (context: Context) => Reply | Promise<Reply>;

/** The one owner of everything in the store. */
export const OWNER = { ID: 'sluice-store-owner', DisplayName: 'sluice-store' } as const;

/** @throws S3Error `NoSuchBucket` */
export function openBucketNamed(context: Context, name: string): Bucket {
  const bucket = context.folder.get(name);
  if (bucket === undefined) throw s3Error('NoSuchBucket', undefined, { BucketName: name });
  return bucket;
}

/** The bucket the request addresses. @throws S3Error `NoSuchBucket` */
export function openBucket(context: Context): Bucket {
  return openBucketNamed(context, requireBucket(context.request));
}

/** Refuses when the request also needs an action beside its own. @throws S3Error `AccessDenied` */
export function requireAction(context: Context, operation: string, bucket: string, key?: string): void {
  requireAllowed(context.identity.credential, { operation, action: `s3:${operation}`, bucket, key });
}
