import { randomBytes } from 'node:crypto';
import {
  type ChecksumType,
  defaultMultipartType,
  isChecksumAlgorithm,
  isMultipartTypeAllowed,
} from '../body/checksums.ts';
import type { Received } from '../body/receive.ts';
import { readPromises, type UploadPromises } from '../body/upload-headers.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { OpenUpload } from '../disk/bucket-state.ts';
import type { BlobRef, PartRecord, UploadRecord } from '../disk/records.ts';
import { checksumHeaders, readAttributes, requireKeyLength } from '../http/object-headers.ts';
import { parseCopyRange } from '../http/range.ts';
import { emptyReply, xmlReply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue, requireKey } from '../http/s3-request.ts';
import { s3Time } from '../http/s3-time.ts';
import { type Context, type Operation, openBucket, requireAction } from './context.ts';
import { copyByReading, findCopySource } from './copy-source.ts';
import { receiveBlob } from './receive-blob.ts';

const MOST_PARTS = 10_000;

/** The upload a request names. @throws S3Error `NoSuchUpload` */
export function findUpload(context: Context, bucket: Bucket): OpenUpload {
  const id = queryValue(context.request, 'uploadId') ?? '';
  const upload = bucket.state.uploads.get(id);
  if (upload === undefined || upload.record.key !== requireKey(context.request)) {
    throw s3Error('NoSuchUpload', undefined, { UploadId: id });
  }
  return upload;
}

function readUploadChecksum(headers: ReadonlyMap<string, string>): Pick<UploadRecord, 'algorithm' | 'checksumType'> {
  const name = headers.get('x-amz-checksum-algorithm')?.toUpperCase();
  if (name === undefined) return {};
  if (!isChecksumAlgorithm(name)) throw s3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const asked = headers.get('x-amz-checksum-type')?.toUpperCase();
  const type: ChecksumType = asked === 'FULL_OBJECT' || asked === 'COMPOSITE' ? asked : defaultMultipartType(name);
  if (!isMultipartTypeAllowed(name, type)) {
    throw s3Error(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${name.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm: name, checksumType: type };
}

export const createMultipartUpload: Operation = (context) => {
  const { headers } = context.request;
  const bucket = openBucket(context);
  const key = requireKey(context.request);
  requireKeyLength(key);
  const attributes = readAttributes(headers);
  if (attributes.tags.length > 0) requireAction(context, 'PutObjectTagging', bucket.name, key);
  const upload: UploadRecord = {
    ...attributes,
    ...readUploadChecksum(headers),
    id: randomBytes(24).toString('base64url'),
    key,
    initiated: context.now().getTime(),
  };
  bucket.commit({ type: 'upload', upload });
  const told: Record<string, string> =
    upload.algorithm === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': upload.algorithm, 'x-amz-checksum-type': upload.checksumType ?? '' };
  return xmlReply('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: upload.id }, told);
};

function readPartNumber(context: Context): number {
  const text = queryValue(context.request, 'partNumber') ?? '';
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= MOST_PARTS) return number;
  throw s3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
    ArgumentName: 'partNumber',
    ArgumentValue: text,
  });
}

/** What a part promises, with the upload's own algorithm where the part names none. @throws S3Error `InvalidRequest` */
function partPromises(promises: UploadPromises, { record }: OpenUpload): UploadPromises {
  if (record.algorithm === undefined) return promises;
  if (promises.algorithm !== undefined && promises.algorithm !== record.algorithm) {
    throw s3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${record.algorithm.toLowerCase()}, actual checksum Type: ${promises.algorithm.toLowerCase()}`,
    );
  }
  return { ...promises, algorithm: record.algorithm };
}

/** Adds a part in one step. @throws S3Error `NoSuchUpload` when the upload ended meanwhile */
function commitPart(
  context: Context,
  bucket: Bucket,
  number: number,
  { size, md5Hex, checksum }: Received,
  blobs: BlobRef[],
): PartRecord {
  const { record } = findUpload(context, bucket);
  const part: PartRecord = { number, size, etag: md5Hex, modified: context.now().getTime(), checksum, blobs };
  bucket.commit({ type: 'part', uploadId: record.id, part });
  return part;
}

export const uploadPart: Operation = (context) => {
  const bucket = openBucket(context);
  const upload = findUpload(context, bucket);
  const number = readPartNumber(context);
  const promises = partPromises(readPromises(context.request.headers), upload);
  return receiveBlob(bucket, context.body(), promises, (received, blobs) => {
    const part = commitPart(context, bucket, number, received, blobs);
    return emptyReply(200, { etag: `"${part.etag}"`, ...checksumHeaders(part.checksum) });
  });
};

export const uploadPartCopy: Operation = async (context) => {
  const bucket = openBucket(context);
  const upload = findUpload(context, bucket);
  const number = readPartNumber(context);
  const source = findCopySource(context);
  const header = context.request.headers.get('x-amz-copy-source-range');
  const range = header === undefined ? undefined : parseCopyRange(header, source.object.size);
  const copied = await copyByReading(source, bucket, range, upload.record.algorithm);
  try {
    const part = commitPart(context, bucket, number, copied, copied.blobs);
    const { checksum } = part;
    return xmlReply('CopyPartResult', {
      LastModified: s3Time(part.modified),
      ETag: `"${part.etag}"`,
      ...(checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value }),
    });
  } catch (error) {
    bucket.blobs.remove(copied.blobs);
    throw error;
  }
};

export const abortMultipartUpload: Operation = (context) => {
  const bucket = openBucket(context);
  const { record } = findUpload(context, bucket);
  bucket.commit({ type: 'abort', uploadId: record.id });
  return emptyReply(204);
};
