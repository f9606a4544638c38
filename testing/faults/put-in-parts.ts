import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { Witness } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';

interface Target {
  readonly Bucket: string;
  readonly Key: string;
  readonly ContentType?: string;
  readonly Metadata?: Record<string, string>;
}

/**
 * Writes an object in parts, without a checksum: all that vouches for its bytes is an ETag made of the MD5s of its parts.
 * @param lengths of the parts, in bytes; what is left is the last one
 */
export async function putInParts(
  { client }: Witness,
  target: Target,
  bytes: Buffer,
  lengths: readonly number[],
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const { Bucket, Key } = target;
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const Body = bytes.subarray(at, at + (lengths[Parts.length] ?? bytes.length));
    const PartNumber = Parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
    at += Body.length;
  }
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}
