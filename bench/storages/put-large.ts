import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

const MEBIBYTE = 1024 * 1024;
/** One PUT takes 5 GiB at most. */
const LARGEST_PUT = 4096 * MEBIBYTE;
const PART = 512 * MEBIBYTE;

function someBytes(bytes: number): Readable {
  const chunk = randomBytes(MEBIBYTE);
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < bytes; sent += MEBIBYTE) yield chunk.subarray(0, Math.min(MEBIBYTE, bytes - sent));
    })(),
  );
}

/** Writes an object of some size, by one PUT while that is possible: its ETag is then its MD5. */
export async function putLarge(client: S3Client, Bucket: string, Key: string, bytes: number): Promise<void> {
  const target = { Bucket, Key };
  if (bytes <= LARGEST_PUT) {
    await client.send(new PutObjectCommand({ ...target, Body: someBytes(bytes), ContentLength: bytes }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (let done = 0; done < bytes; done += PART) {
    const ContentLength = Math.min(PART, bytes - done);
    const PartNumber = Parts.length + 1;
    const part = { ...target, UploadId, PartNumber, Body: someBytes(ContentLength), ContentLength };
    const { ETag } = await client.send(new UploadPartCommand(part));
    Parts.push({ PartNumber, ETag });
  }
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
}
