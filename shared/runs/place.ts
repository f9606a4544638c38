import type { RecordValue } from './payload.ts';

/** Where something lies, and what it is called there: an object in a bucket, a file in a folder. */
export interface Place {
  bucket: string | undefined;
  key: string;
}

/**
 * What a record is about; undefined when it is about no single thing, such as a list. In every connector's records the member
 * `key` names it, which is what a target takes for a key that is left empty; `bucketName` or `folder` says where it lies.
 */
export function placeIn({ bucketName, folder, key }: RecordValue): Place | undefined {
  if (typeof key !== 'string') return undefined;
  const bucket = typeof bucketName === 'string' ? bucketName : folder;
  return { key, bucket: typeof bucket === 'string' ? bucket : undefined };
}
