import { type Received, receive } from '../body/receive.ts';
import type { RequestBody } from '../body/request-body.ts';
import type { UploadPromises } from '../body/upload-headers.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { BlobRef } from '../disk/records.ts';
import { s3Error } from '../http/s3-error.ts';

/** S3's limit for one PUT and for one part: 5 GiB. */
const LARGEST_UPLOAD_BYTES = 5 * 1024 ** 3;

/**
 * Receives a body into a new blob and calls `commit` with it, which must be synchronous. Whatever fails, the commit
 * included, leaves nothing behind.
 */
export async function receiveBlob<T>(
  bucket: Bucket,
  body: RequestBody,
  promises: UploadPromises,
  commit: (received: Received, blobs: BlobRef[]) => T,
): Promise<T> {
  if (body.length > LARGEST_UPLOAD_BYTES) {
    throw s3Error('EntityTooLarge', undefined, {
      ProposedSize: String(body.length),
      MaxSizeAllowed: String(LARGEST_UPLOAD_BYTES),
    });
  }
  const writer = bucket.blobs.create();
  let blobs: BlobRef[] = [];
  try {
    const received = await receive(body, promises, writer);
    blobs = await writer.finish();
    return commit(received, blobs);
  } catch (error) {
    await writer.discard();
    bucket.blobs.remove(blobs);
    throw error;
  }
}
