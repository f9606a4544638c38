import type { Bucket } from '../disk/bucket.ts';
import { xmlReply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue } from '../http/s3-request.ts';
import { s3Time } from '../http/s3-time.ts';
import type { XmlContent } from '../http/xml-write.ts';
import { type Context, type Operation, OWNER, openBucket } from './context.ts';
import { readMaximum, readNameForm } from './list-options.ts';
import { listPage } from './list-page.ts';

const PAGE_LIMIT = 1000;

function listedObject(bucket: Bucket, key: string, write: (name: string) => string, withOwner: boolean): XmlContent {
  const object = bucket.state.objects.get(key);
  if (object === undefined) return undefined;
  return {
    Key: write(key),
    LastModified: s3Time(object.modified),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.size,
    Owner: withOwner ? OWNER : undefined,
    StorageClass: object.storageClass,
  };
}

function encodeToken(after: string): string {
  return `1${Buffer.from(after, 'utf8').toString('base64url')}`;
}

/** @throws S3Error `InvalidArgument` when it is no token of ours */
function decodeToken(token: string): string {
  const text = Buffer.from(token.slice(1), 'base64url').toString('utf8');
  if (text !== '' && encodeToken(text) === token) return text;
  throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
}

function readQuery(context: Context): { prefix: string; delimiter: string; limit: number } {
  const { request } = context;
  return {
    prefix: queryValue(request, 'prefix') ?? '',
    delimiter: queryValue(request, 'delimiter') ?? '',
    limit: readMaximum(request, 'max-keys', PAGE_LIMIT),
  };
}

export const listObjectsV2: Operation = (context) => {
  const { request } = context;
  const bucket = openBucket(context);
  if (queryValue(request, 'list-type') !== '2') throw s3Error('InvalidArgument', 'Invalid list-type');
  const query = readQuery(context);
  const { encodingType, write } = readNameForm(request);
  const token = queryValue(request, 'continuation-token');
  const startAfter = queryValue(request, 'start-after');
  const after = token === undefined ? (startAfter ?? '') : decodeToken(token);
  const page = listPage(bucket.state.keys, { ...query, after });
  const withOwner = queryValue(request, 'fetch-owner') === 'true';
  return xmlReply('ListBucketResult', {
    Name: bucket.name,
    Prefix: write(query.prefix),
    Delimiter: query.delimiter === '' ? undefined : write(query.delimiter),
    MaxKeys: query.limit,
    EncodingType: encodingType,
    KeyCount: page.keys.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : encodeToken(page.next),
    StartAfter: startAfter === undefined ? undefined : write(startAfter),
    Contents: page.keys.map((key) => listedObject(bucket, key, write, withOwner)),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  });
};

export const listObjects: Operation = (context) => {
  const { request } = context;
  const bucket = openBucket(context);
  const query = readQuery(context);
  const { encodingType, write } = readNameForm(request);
  const marker = queryValue(request, 'marker') ?? '';
  const page = listPage(bucket.state.keys, { ...query, after: marker });
  return xmlReply('ListBucketResult', {
    Name: bucket.name,
    Prefix: write(query.prefix),
    Marker: write(marker),
    // Version 1 names the next marker only when grouping; else it is the last key.
    NextMarker: page.next === undefined || query.delimiter === '' ? undefined : write(page.next),
    Delimiter: query.delimiter === '' ? undefined : write(query.delimiter),
    MaxKeys: query.limit,
    EncodingType: encodingType,
    IsTruncated: page.next !== undefined,
    Contents: page.keys.map((key) => listedObject(bucket, key, write, true)),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  });
};
