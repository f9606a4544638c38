import { type ChecksumAlgorithm, isChecksumAlgorithm } from '../body/checksums.ts';
import type { Attributes, ObjectRecord } from '../disk/records.ts';
import { requireWritable } from '../http/conditions.ts';
import { checksumHeaders, readAttributes, requireKeyLength } from '../http/object-headers.ts';
import { xmlReply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { requireKey } from '../http/s3-request.ts';
import { s3Time } from '../http/s3-time.ts';
import { type Operation, openBucket, requireAction } from './context.ts';
import { type CopySource, copyByLink, copyByReading, findCopySource } from './copy-source.ts';

type Headers = ReadonlyMap<string, string>;

function readDirective(headers: Headers, name: string): 'COPY' | 'REPLACE' {
  const value = headers.get(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw s3Error('InvalidArgument', `Unknown ${name.includes('tagging') ? 'tagging' : 'metadata'} directive.`, {
    ArgumentName: name,
    ArgumentValue: value,
  });
}

/** What of the source's description the copy keeps: the directives say. The storage class is never kept. */
function copyAttributes(headers: Headers, source: ObjectRecord): Attributes {
  const given = readAttributes(headers);
  const described = readDirective(headers, 'x-amz-metadata-directive') === 'COPY' ? source : given;
  const tagged = readDirective(headers, 'x-amz-tagging-directive') === 'COPY' ? source : given;
  return {
    headers: described.headers,
    metadata: described.metadata,
    storageClass: given.storageClass,
    tags: tagged.tags,
  };
}

function wantedAlgorithm(headers: Headers, source: ObjectRecord): ChecksumAlgorithm | undefined {
  const name = headers.get('x-amz-checksum-algorithm')?.toUpperCase();
  if (name === undefined) return source.checksum?.algorithm;
  if (isChecksumAlgorithm(name)) return name;
  throw s3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
}

/** Copying an object onto itself must change something. */
function refuseIdle(headers: Headers, source: CopySource, bucket: string, key: string): void {
  if (source.bucket.name !== bucket || source.object.key !== key) return;
  const changes =
    readDirective(headers, 'x-amz-metadata-directive') === 'REPLACE' || headers.has('x-amz-storage-class');
  if (changes) return;
  throw s3Error(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

export const copyObject: Operation = async (context) => {
  const { headers } = context.request;
  const bucket = openBucket(context);
  const key = requireKey(context.request);
  requireKeyLength(key);
  const source = findCopySource(context);
  refuseIdle(headers, source, bucket.name, key);
  const attributes = copyAttributes(headers, source.object);
  if (attributes.tags.length > 0) requireAction(context, 'PutObjectTagging', bucket.name, key);
  requireWritable(headers, bucket.state.objects.get(key));
  const algorithm = wantedAlgorithm(headers, source.object);
  const asItIs = source.object.partCount === undefined && algorithm === source.object.checksum?.algorithm;
  const copied = asItIs ? await copyByLink(source, bucket) : await copyByReading(source, bucket, undefined, algorithm);
  try {
    requireWritable(headers, bucket.state.objects.get(key));
    const { size, md5Hex: etag, checksum, blobs } = copied;
    const modified = context.now().getTime();
    bucket.commit({ type: 'put', object: { ...attributes, key, size, etag, modified, checksum, blobs } });
    return xmlReply(
      'CopyObjectResult',
      {
        LastModified: s3Time(modified),
        ETag: `"${etag}"`,
        ...(checksum === undefined
          ? {}
          : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }),
      },
      checksumHeaders(checksum),
    );
  } catch (error) {
    bucket.blobs.remove(copied.blobs);
    throw error;
  }
};
