import { s3Error } from './s3-error.ts';
import { queryValue, type S3Request } from './s3-request.ts';

interface Route {
  readonly level: 'service' | 'bucket' | 'object';
  readonly method: string;
  /** A query parameter that must be there. */
  readonly query?: string;
  /** A header that must be there. */
  readonly header?: string;
  readonly operation: string;
}

const COPY = 'x-amz-copy-source';

/** Every operation the store knows; the first that fits is meant. */
const ROUTES = [
  { level: 'service', method: 'GET', operation: 'ListBuckets' },
  { level: 'bucket', method: 'GET', query: 'location', operation: 'GetBucketLocation' },
  { level: 'bucket', method: 'GET', query: 'versioning', operation: 'GetBucketVersioning' },
  { level: 'bucket', method: 'GET', query: 'uploads', operation: 'ListMultipartUploads' },
  { level: 'bucket', method: 'GET', query: 'list-type', operation: 'ListObjectsV2' },
  { level: 'bucket', method: 'GET', operation: 'ListObjects' },
  { level: 'bucket', method: 'POST', query: 'delete', operation: 'DeleteObjects' },
  { level: 'bucket', method: 'HEAD', operation: 'HeadBucket' },
  { level: 'bucket', method: 'PUT', operation: 'CreateBucket' },
  { level: 'bucket', method: 'DELETE', operation: 'DeleteBucket' },
  { level: 'object', method: 'GET', query: 'tagging', operation: 'GetObjectTagging' },
  { level: 'object', method: 'PUT', query: 'tagging', operation: 'PutObjectTagging' },
  { level: 'object', method: 'DELETE', query: 'tagging', operation: 'DeleteObjectTagging' },
  { level: 'object', method: 'GET', query: 'uploadId', operation: 'ListParts' },
  { level: 'object', method: 'POST', query: 'uploads', operation: 'CreateMultipartUpload' },
  { level: 'object', method: 'POST', query: 'uploadId', operation: 'CompleteMultipartUpload' },
  { level: 'object', method: 'PUT', query: 'uploadId', header: COPY, operation: 'UploadPartCopy' },
  { level: 'object', method: 'PUT', query: 'uploadId', operation: 'UploadPart' },
  { level: 'object', method: 'DELETE', query: 'uploadId', operation: 'AbortMultipartUpload' },
  { level: 'object', method: 'GET', operation: 'GetObject' },
  { level: 'object', method: 'HEAD', operation: 'HeadObject' },
  { level: 'object', method: 'PUT', header: COPY, operation: 'CopyObject' },
  { level: 'object', method: 'PUT', operation: 'PutObject' },
  { level: 'object', method: 'DELETE', operation: 'DeleteObject' },
] as const satisfies readonly Route[];

export type OperationName = (typeof ROUTES)[number]['operation'];

/** Query parameters that name a part of S3; one that no route asked for means something the store can't do. */
const SUBRESOURCES = new Set(
  (
    'abac accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location ' +
    'logging metadataConfiguration metadataTable metrics notification object-lock ownershipControls policy policyStatus ' +
    'publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent uploads uploadId ' +
    'versioning versions website'
  ).split(' '),
);

/**
 * Which S3 operation a request means.
 * @throws S3Error `NotImplemented` for S3 operations the store does not have, `MethodNotAllowed` for what is none
 */
export function route(request: S3Request): OperationName {
  const level = request.bucket === undefined ? 'service' : request.key === undefined ? 'bucket' : 'object';
  const found = ROUTES.find(
    (candidate: Route) =>
      candidate.level === level &&
      candidate.method === request.method &&
      (candidate.query === undefined || queryValue(request, candidate.query) !== undefined) &&
      (candidate.header === undefined || request.headers.has(candidate.header)),
  );
  const wanted: Route | undefined = found;
  const other = request.query.find(([name]) => SUBRESOURCES.has(name) && name !== wanted?.query);
  if (other !== undefined) {
    throw s3Error('NotImplemented', 'This store does not implement what you asked for', { Query: other[0] });
  }
  if (found !== undefined) return found.operation;
  if (request.method === 'POST')
    throw s3Error('NotImplemented', 'This store does not implement browser uploads by POST');
  throw s3Error('MethodNotAllowed', undefined, { Method: request.method });
}
