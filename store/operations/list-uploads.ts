import { toOrder } from '../disk/key-order.ts';
import type { UploadRecord } from '../disk/records.ts';
import { xmlReply } from '../http/reply.ts';
import { queryValue, requireKey } from '../http/s3-request.ts';
import { s3Time } from '../http/s3-time.ts';
import { type Operation, OWNER, openBucket } from './context.ts';
import { readMaximum, readNameForm } from './list-options.ts';
import { findUpload } from './upload-parts.ts';

const PAGE_LIMIT = 1000;

export const listParts: Operation = (context) => {
  const { request } = context;
  const bucket = openBucket(context);
  const { record, parts } = findUpload(context, bucket);
  const limit = readMaximum(request, 'max-parts', PAGE_LIMIT);
  const marker = readMaximum(request, 'part-number-marker', 2_147_483_647);
  const after = queryValue(request, 'part-number-marker') === undefined ? 0 : marker;
  const found = [...parts.values()].filter(({ number }) => number > after).sort((a, b) => a.number - b.number);
  const page = found.slice(0, limit);
  const { encodingType, write } = readNameForm(request);
  return xmlReply('ListPartsResult', {
    Bucket: bucket.name,
    Key: write(requireKey(request)),
    EncodingType: encodingType,
    UploadId: record.id,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: record.storageClass,
    ChecksumAlgorithm: record.algorithm,
    ChecksumType: record.checksumType,
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.number ?? after,
    MaxParts: limit,
    IsTruncated: page.length < found.length,
    Part: page.map(({ number, modified, etag, size, checksum }) => ({
      PartNumber: number,
      LastModified: s3Time(modified),
      ETag: `"${etag}"`,
      Size: size,
      ...(checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value }),
    })),
  });
};

type Place = Pick<UploadRecord, 'key' | 'initiated' | 'id'>;

function compareUploads(a: Place, b: Place): number {
  const left = [toOrder(a.key), String(a.initiated).padStart(15, '0'), a.id].join('\u0000');
  const right = [toOrder(b.key), String(b.initiated).padStart(15, '0'), b.id].join('\u0000');
  return left < right ? -1 : left > right ? 1 : 0;
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

export const listMultipartUploads: Operation = (context) => {
  const { request } = context;
  const bucket = openBucket(context);
  const prefix = queryValue(request, 'prefix') ?? '';
  const delimiter = queryValue(request, 'delimiter') ?? '';
  const keyMarker = queryValue(request, 'key-marker') ?? '';
  const uploadIdMarker = keyMarker === '' ? '' : (queryValue(request, 'upload-id-marker') ?? '');
  const limit = readMaximum(request, 'max-uploads', PAGE_LIMIT);
  const { encodingType, write } = readNameForm(request);
  const marked = bucket.state.uploads.get(uploadIdMarker)?.record;
  const isAfter = (upload: UploadRecord): boolean => {
    if (keyMarker === '') return true;
    const group = groupOf(upload.key, prefix, delimiter);
    if (group !== undefined && keyMarker.startsWith(group)) return false;
    if (toOrder(upload.key) > toOrder(keyMarker)) return true;
    return upload.key === keyMarker && marked !== undefined && compareUploads(upload, marked) > 0;
  };
  const found = [...bucket.state.uploads.values()]
    .map(({ record }) => record)
    .filter((upload) => upload.key.startsWith(prefix) && isAfter(upload))
    .sort(compareUploads);
  const uploads: UploadRecord[] = [];
  const groups = new Set<string>();
  let last: { key: string; id: string } | undefined;
  let truncated = false;
  for (const upload of found) {
    const group = groupOf(upload.key, prefix, delimiter);
    if (group !== undefined && groups.has(group)) continue;
    truncated = uploads.length + groups.size >= limit;
    if (truncated) break;
    if (group === undefined) uploads.push(upload);
    else groups.add(group);
    last = group === undefined ? upload : { key: group, id: '' };
  }
  return xmlReply('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: write(keyMarker),
    UploadIdMarker: uploadIdMarker,
    NextKeyMarker: truncated && last !== undefined ? write(last.key) : undefined,
    NextUploadIdMarker: truncated ? last?.id : undefined,
    Prefix: write(prefix),
    Delimiter: delimiter === '' ? undefined : write(delimiter),
    EncodingType: encodingType,
    MaxUploads: limit,
    IsTruncated: truncated && limit > 0,
    Upload: uploads.map(({ key, id, initiated, storageClass, algorithm, checksumType }) => ({
      Key: write(key),
      UploadId: id,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: storageClass,
      Initiated: s3Time(initiated),
      ChecksumAlgorithm: algorithm,
      ChecksumType: checksumType,
    })),
    CommonPrefixes: [...groups].map((group) => ({ Prefix: write(group) })),
  });
};
