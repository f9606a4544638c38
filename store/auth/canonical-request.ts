import { createHash } from 'node:crypto';
import type { S3Request } from '../http/s3-request.ts';
import { uriEncode, uriEncodePath } from '../http/uri.ts';

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Encoded `name=value` pairs in the order of their encoded names, then values; a presigned address' signature left out. */
export function canonicalQuery(query: S3Request['query']): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [uriEncode(name), uriEncode(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => byText(nameA, nameB) || byText(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The headers the client signed: lower-case names, inner white space collapsed, each line ended. */
export function canonicalHeaders(headers: ReadonlyMap<string, string>, signed: readonly string[]): string {
  return signed.map((name) => `${name}:${(headers.get(name) ?? '').replace(/\s+/g, ' ').trim()}\n`).join('');
}

/**
 * The canonical request of Signature Version 4 as S3 computes it: the path encoded once and not normalized.
 * Source: "Create a signed AWS API request", Amazon S3 API reference, "Authenticating requests".
 */
export function canonicalRequest(request: S3Request, signedHeaders: readonly string[], payloadHash: string): string {
  return [
    request.method,
    uriEncodePath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** What is signed: algorithm, time, scope and the hash of the canonical request (hashed as the bytes received). */
export function stringToSign(timestamp: string, scope: string, canonical: string): string {
  const hash = createHash('sha256').update(canonical, 'latin1').digest('hex');
  return `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hash}`;
}
