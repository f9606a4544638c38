import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { RecordValue } from '../../../shared/runs/payload.ts';

/** An object's place. */
export interface Where {
  readonly bucket: string;
  readonly key: string;
}

/** The text of a record's member, or `''`. */
export function memberText(record: RecordValue, member: string): string {
  const value = record[member];
  return typeof value === 'string' ? value : '';
}

/** The bucket of the screen, else that of the preceding step. @throws {ConnectorError} `bucket-not-supplied`, `bucket-name-invalid` */
export function bucketOf(activity: string, onScreen: string, record: RecordValue): string {
  const bucket = onScreen !== '' ? onScreen : memberText(record, 'bucketName');
  if (bucket === '')
    throw new ConnectorError({
      code: 'bucket-not-supplied',
      message: `"${activity}" has no bucket, and no preceding step supplies one.`,
      todo: 'Open the activity and choose a bucket.',
    });
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(bucket) || bucket.includes('..'))
    throw new ConnectorError({
      code: 'bucket-name-invalid',
      message: `"${bucket.slice(0, 100)}" is not a valid name of a bucket.`,
      todo: `Correct the bucket in "${activity}".`,
    });
  if (bucket.endsWith('--x-s3'))
    throw new ConnectorError({
      code: 'directory-bucket-unsupported',
      message: `"${bucket}" is a directory bucket (S3 Express One Zone), which this connector cannot use.`,
      todo: 'Choose a general purpose bucket.',
    });
  return bucket;
}

const MOST_KEY_BYTES = 1024;

/** The bucket and the key of the screen, each else that of the preceding step. @throws {ConnectorError} */
export function whereOf(activity: string, onScreen: Where, record: RecordValue): Where {
  const bucket = bucketOf(activity, onScreen.bucket, record);
  const key = onScreen.key !== '' ? onScreen.key : memberText(record, 'key');
  if (key === '')
    throw new ConnectorError({
      code: 'key-not-supplied',
      message: `"${activity}" has no key, and no preceding step supplies one.`,
      todo: 'Open the activity and enter a Key.',
    });
  if (!key.isWellFormed())
    throw new ConnectorError({
      code: 'key-invalid',
      message: `The key of "${activity}" is not valid Unicode.`,
      todo: 'Correct the Key.',
    });
  const bytes = Buffer.byteLength(key);
  if (bytes > MOST_KEY_BYTES)
    throw new ConnectorError({
      code: 'key-too-long',
      message: `The key "${key.slice(0, 60)}…" of "${activity}" has ${bytes} bytes.`,
      todo: 'Shorten the key: at most 1,024 bytes in UTF-8 are allowed.',
    });
  return { bucket, key };
}

/** Takes the quotation marks off an ETag. */
export function bareETag(eTag: string): string {
  return eTag.replace(/^W\//, '').replace(/^"|"$/g, '');
}
