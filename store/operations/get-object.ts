import type { ObjectRecord } from '../disk/records.ts';
import { readVerdict } from '../http/conditions.ts';
import { checksumHeaders, describeObject } from '../http/object-headers.ts';
import { type ByteRange, parseRange } from '../http/range.ts';
import { emptyReply, type Reply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue, requireKey, type S3Request } from '../http/s3-request.ts';
import { type Context, type Operation, openBucket } from './context.ts';
import { findObject, requireNoVersion } from './find-object.ts';

const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/**
 * A presigned link may set how its content is shown: `response-content-type` and the like.
 * @throws S3Error `InvalidArgument` for what no header can hold
 */
function overrides(request: S3Request): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of OVERRIDES) {
    const value = queryValue(request, `response-${name}`);
    if (value === undefined) continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw s3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
        ArgumentName: `response-${name}`,
      });
    }
    found[name] = value;
  }
  return found;
}

/** Where a numbered part of a multipart object lies; a plain object is its own part 1. */
function partRange(object: ObjectRecord, text: string): ByteRange {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 10_000) {
    throw s3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const count = object.partCount ?? 1;
  if (number > count) throw s3Error('InvalidPartNumber', undefined, { ActualPartCount: String(count) });
  if (object.partCount === undefined) return { first: 0, last: object.size - 1 };
  const first = object.blobs.slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  return { first, last: first + (object.blobs[number - 1]?.size ?? 0) - 1 };
}

interface Selection {
  readonly range: ByteRange | undefined;
  readonly headers: Record<string, string>;
}

function select(request: S3Request, object: ObjectRecord): Selection {
  const part = queryValue(request, 'partNumber');
  const header = request.headers.get('range');
  if (part === undefined) return { range: parseRange(header, object.size), headers: {} };
  if (header !== undefined)
    throw s3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  const count = object.partCount;
  return {
    range: partRange(object, part),
    headers: count === undefined ? {} : { 'x-amz-mp-parts-count': String(count) },
  };
}

/** The answer to a HEAD, or to a GET before its body. */
function answer(context: Context, object: ObjectRecord): { reply: Reply; first: number; length: number } {
  const { request } = context;
  const verdict = readVerdict(request.headers, object);
  const described = describeObject(object);
  if (verdict.result === 'failed') throw s3Error('PreconditionFailed', undefined, { Condition: verdict.condition });
  if (verdict.result === 'not-modified') {
    const { etag = '', 'last-modified': modified = '' } = described;
    return { reply: emptyReply(304, { etag, 'last-modified': modified }), first: 0, length: 0 };
  }
  const { range, headers: partHeaders } = select(request, object);
  const whole = range === undefined || range.last - range.first + 1 === object.size;
  const wantsChecksum = request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  const length = range === undefined ? object.size : range.last - range.first + 1;
  const reply = emptyReply(range === undefined || object.size === 0 ? 200 : 206, {
    ...described,
    ...overrides(request),
    ...partHeaders,
    // The checksum is that of the whole object: sent with a part of it, it would only mislead.
    ...(wantsChecksum && whole ? checksumHeaders(object.checksum) : {}),
    ...(range === undefined || object.size === 0
      ? {}
      : { 'content-range': `bytes ${range.first}-${range.last}/${object.size}` }),
    'content-length': String(length),
  });
  return { reply, first: range?.first ?? 0, length };
}

export const headObject: Operation = (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  return answer(context, findObject(context, bucket, requireKey(context.request))).reply;
};

export const getObject: Operation = (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  const object = findObject(context, bucket, requireKey(context.request));
  const { reply, first, length } = answer(context, object);
  if (length === 0) return reply;
  const unpin = bucket.blobs.pin(object.blobs);
  const chunks = bucket.blobs.read(object.blobs, first, length);
  return { ...reply, body: { length, chunks, close: unpin } };
};
