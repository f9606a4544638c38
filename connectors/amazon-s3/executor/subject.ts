/** What a request was about: what its errors name. Never holds a secret. */
export interface Subject {
  /** The S3 operation, e.g. `PutObject`. */
  readonly operation: S3Operation;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** Shortened, see {@link shortKeyId}. */
  readonly accessKeyId: string;
  /** The server that was asked, e.g. `s3.eu-west-1.amazonaws.com`. */
  readonly host: string;
  readonly region: string;
  /** The address of the proxy on the way there, if there is one. */
  readonly proxy?: string | undefined;
}

export type S3Operation = keyof typeof PERMISSIONS;

/** The permission each S3 operation needs. Source: Service Authorization Reference, "Actions for Amazon S3". */
const PERMISSIONS = {
  ListBuckets: 's3:ListAllMyBuckets',
  ListObjectsV2: 's3:ListBucket',
  HeadObject: 's3:GetObject',
  GetObject: 's3:GetObject',
  GetObjectTagging: 's3:GetObjectTagging',
  PutObjectTagging: 's3:PutObjectTagging',
  PutObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  ListParts: 's3:ListMultipartUploadParts',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  CopyObject: 's3:PutObject',
  UploadPartCopy: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
} as const;

export function permissionFor(subject: Subject): string {
  return PERMISSIONS[subject.operation];
}

/** The ARN that a policy must name. */
export function resourceOf({ operation, bucket, key }: Subject): string {
  if (operation === 'ListBuckets') return '*';
  if (operation === 'ListObjectsV2' || operation === 'ListMultipartUploads') return `arn:aws:s3:::${bucket}`;
  return `arn:aws:s3:::${bucket}/${key ?? '*'}`;
}

/** What the request was about, as the object of a sentence. */
export function inWords({ bucket, key, host }: Subject): string {
  if (bucket === undefined) return `the storage at ${host}`;
  if (key === undefined) return `the bucket "${bucket}"`;
  return `the object "${key}" in the bucket "${bucket}"`;
}

/** An access key id as logs and messages may show it: its first four and last two characters. */
export function shortKeyId(accessKeyId: string): string {
  return accessKeyId.length <= 6 ? accessKeyId : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-2)}`;
}

/** The server that was asked, and by which way. */
export function placeOf({ host, proxy }: Subject): string {
  return proxy === undefined ? host : `${host} through the proxy at ${proxy}`;
}
