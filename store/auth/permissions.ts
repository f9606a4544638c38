import { s3Error } from '../http/s3-error.ts';
import type { Credential, DenyRule } from '../settings.ts';

/** One thing a request wants to do, by S3 operation and by the IAM action it needs. */
export interface Wish {
  readonly operation: string;
  readonly action: string;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
}

/** IAM actions by operation. Source: Service Authorization Reference, "Actions … for Amazon S3". */
const ACTIONS: Record<string, string> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  ListObjects: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  HeadObject: 's3:GetObject',
  DeleteObjects: 's3:DeleteObject',
  CopyObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  UploadPartCopy: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  ListParts: 's3:ListMultipartUploadParts',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
};

export function actionOf(operation: string): string {
  return ACTIONS[operation] ?? `s3:${operation}`;
}

function matches(rule: DenyRule, wish: Wish): boolean {
  const operation =
    rule.operations === undefined || rule.operations.some((name) => name === wish.operation || name === wish.action);
  const bucket = rule.buckets === undefined || (wish.bucket !== undefined && rule.buckets.includes(wish.bucket));
  const key = rule.keyPrefix === undefined || (wish.key?.startsWith(rule.keyPrefix) ?? false);
  return operation && bucket && key;
}

/** Whether the credential's deny rules leave this wish alone. */
export function isAllowed(credential: Credential, wish: Wish): boolean {
  const rules = credential.deny === undefined ? [] : [credential.deny].flat();
  return !rules.some((rule) => matches(rule, wish));
}

/** @throws S3Error `AccessDenied` */
export function requireAllowed(credential: Credential, wish: Wish): void {
  if (isAllowed(credential, wish)) return;
  const resource = [wish.bucket ?? '*', wish.key].filter((part) => part !== undefined).join('/');
  throw s3Error(
    'AccessDenied',
    `User: ${credential.accessKeyId} is not authorized to perform: ${wish.action} on resource: "arn:aws:s3:::${resource}" with an explicit deny`,
  );
}
