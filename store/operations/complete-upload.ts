import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Checksum, type ChecksumAlgorithm, checksumHeader, combineChecksums } from '../body/checksums.ts';
import { receiveText } from '../body/receive.ts';
import { readPromises } from '../body/upload-headers.ts';
import type { Bucket } from '../disk/bucket.ts';
import type { OpenUpload } from '../disk/bucket-state.ts';
import type { ObjectRecord, PartRecord, UploadRecord } from '../disk/records.ts';
import { requireWritable } from '../http/conditions.ts';
import { checksumHeaders } from '../http/object-headers.ts';
import { type Reply, xmlReply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue, requireKey } from '../http/s3-request.ts';
import { childrenOf, childText, readXml, type XmlElement } from '../http/xml-read.ts';
import { type Context, type Operation, openBucket } from './context.ts';
import { findUpload } from './upload-parts.ts';

const XML_LIMIT_BYTES = 8 * 1024 * 1024;
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

const claimsSchema = z
  .array(
    z.object({
      number: z.coerce.number().int().min(1).max(10_000),
      etag: z.string().transform((text) => text.trim().replace(/^"(.*)"$/, '$1')),
      checksum: z.string().optional(),
    }),
  )
  .min(1);
type PartClaim = z.infer<typeof claimsSchema>[number];

function anyChecksum(part: XmlElement): string | undefined {
  return part.children.find(({ name }) => name.startsWith('Checksum'))?.text;
}

/** The parts the client lists. @throws S3Error `MalformedXML`, `InvalidPartOrder` */
function parseParts(source: string): PartClaim[] {
  const root = readXml(source);
  const parsed = claimsSchema.safeParse(
    childrenOf(root, 'Part').map((part) => ({
      number: childText(part, 'PartNumber'),
      etag: childText(part, 'ETag'),
      checksum: anyChecksum(part),
    })),
  );
  if (root.name !== 'CompleteMultipartUpload' || !parsed.success) throw s3Error('MalformedXML');
  const ascending = parsed.data.every(({ number }, i, all) => i === 0 || number > (all[i - 1]?.number ?? 0));
  if (!ascending) throw s3Error('InvalidPartOrder');
  return parsed.data;
}

/** The uploaded parts the client means. @throws S3Error `InvalidPart`, `EntityTooSmall`, `InvalidRequest` */
function chooseParts(claims: readonly PartClaim[], { record, parts }: OpenUpload): PartRecord[] {
  return claims.map((claim, i) => {
    const part = parts.get(claim.number);
    const details = { UploadId: record.id, PartNumber: String(claim.number), ETag: claim.etag };
    if (part === undefined || part.etag !== claim.etag) throw s3Error('InvalidPart', undefined, details);
    if (record.checksumType === 'COMPOSITE' && claim.checksum === undefined) {
      throw s3Error(
        'InvalidRequest',
        `The upload was created using a ${record.algorithm?.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${claim.number} in the request.`,
      );
    }
    if (claim.checksum !== undefined && part.checksum !== undefined && claim.checksum !== part.checksum.value) {
      throw s3Error('InvalidPart', undefined, details);
    }
    if (i < claims.length - 1 && part.size < SMALLEST_PART_BYTES) {
      throw s3Error('EntityTooSmall', undefined, {
        ProposedSize: String(part.size),
        MinSizeAllowed: String(SMALLEST_PART_BYTES),
        PartNumber: String(claim.number),
        ETag: claim.etag,
      });
    }
    return part;
  });
}

function wholeChecksum(record: UploadRecord, parts: readonly PartRecord[]): Checksum | undefined {
  const { algorithm, checksumType } = record;
  if (algorithm === undefined || checksumType === undefined) return undefined;
  const values = parts.map(({ checksum, size }) => ({ value: checksum?.value ?? '', size }));
  return combineChecksums(algorithm, checksumType, values);
}

/** Checks what the client says of the whole object. @throws S3Error `BadDigest`, `InvalidRequest` */
function checkWhole(context: Context, checksum: Checksum | undefined, size: number): void {
  const { headers } = context.request;
  const said = (algorithm: ChecksumAlgorithm): string | undefined => headers.get(checksumHeader(algorithm));
  if (checksum !== undefined) {
    const value = said(checksum.algorithm);
    if (value !== undefined && value.replace(/-\d+$/, '') !== checksum.value.replace(/-\d+$/, '')) {
      throw s3Error('BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
    }
  }
  const saidSize = headers.get('x-amz-mp-object-size');
  if (saidSize !== undefined && saidSize !== String(size)) {
    throw s3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${saidSize} does not match what was computed: ${size}`,
    );
  }
}

function multipartEtag(parts: readonly PartRecord[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}

function completed(context: Context, bucket: Bucket, object: ObjectRecord): Reply {
  const { checksum } = object;
  return xmlReply(
    'CompleteMultipartUploadResult',
    {
      Location: `http://${context.request.headers.get('host') ?? ''}/${bucket.name}/${encodeURIComponent(object.key)}`,
      Bucket: bucket.name,
      Key: object.key,
      ETag: `"${object.etag}"`,
      ...(checksum === undefined
        ? {}
        : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }),
    },
    checksumHeaders(checksum),
  );
}

/** The object this very upload has made already: a client that lost the answer may ask again. */
function madeBefore(context: Context, bucket: Bucket): ObjectRecord | undefined {
  const object = bucket.state.objects.get(requireKey(context.request));
  return object?.uploadId === queryValue(context.request, 'uploadId') ? object : undefined;
}

export const completeMultipartUpload: Operation = async (context) => {
  const { headers } = context.request;
  const bucket = openBucket(context);
  const made = madeBefore(context, bucket);
  if (made === undefined) findUpload(context, bucket);
  // The checksum headers here are those of the whole object, not of the XML.
  const promises = {
    contentMd5: readPromises(headers).contentMd5,
    algorithm: undefined,
    checksum: undefined,
    trailer: undefined,
  };
  const claims = parseParts(await receiveText(context.body(), promises, XML_LIMIT_BYTES));
  const again = made ?? madeBefore(context, bucket);
  if (again !== undefined) return completed(context, bucket, again);
  const upload = findUpload(context, bucket);
  const { record } = upload;
  const parts = chooseParts(claims, upload);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const checksum = wholeChecksum(record, parts);
  checkWhole(context, checksum, size);
  requireWritable(headers, bucket.state.objects.get(record.key));
  const object: ObjectRecord = {
    key: record.key,
    headers: record.headers,
    metadata: record.metadata,
    storageClass: record.storageClass,
    tags: record.tags,
    size,
    etag: multipartEtag(parts),
    modified: context.now().getTime(),
    checksum,
    blobs: parts.flatMap(({ blobs }) => blobs),
    partCount: parts.length,
    uploadId: record.id,
  };
  bucket.commit({ type: 'complete', uploadId: record.id, object });
  return completed(context, bucket, object);
};
