import type { Bench } from '../check.ts';

/** The smallest part that need not be the last: 5 MiB. */
export const PART_BYTES = 5 * 1024 * 1024;

/** An upload in progress, as every call about it names it. */
export interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** Begins an upload of the key `big`. */
export async function begin(
  { s3, bucket }: Bench,
  more: { Metadata?: Record<string, string>; ContentType?: string } = {},
): Promise<Upload> {
  const { UploadId = '' } = await s3.createMultipartUpload({ Bucket: bucket, Key: 'big', ...more });
  return { Bucket: bucket, Key: 'big', UploadId };
}

/** Sends a part and gives what its end must say of it. */
export async function send(
  { s3 }: Bench,
  upload: Upload,
  PartNumber: number,
  Body: Buffer,
): Promise<{ PartNumber: number; ETag: string }> {
  const { ETag = '' } = await s3.uploadPart({ ...upload, PartNumber, Body });
  return { PartNumber, ETag };
}
