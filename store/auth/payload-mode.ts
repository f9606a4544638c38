import { s3Error } from '../http/s3-error.ts';
import type { S3Request } from '../http/s3-request.ts';
import type { Claim } from './authorization.ts';

/** How the body of a request is vouched for: the values of `x-amz-content-sha256`. */
export type PayloadMode =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'hash'; readonly sha256: string }
  | { readonly kind: 'chunked'; readonly signed: boolean; readonly trailer: boolean };

const STREAMING: Record<string, PayloadMode> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { kind: 'chunked', signed: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { kind: 'chunked', signed: true, trailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { kind: 'chunked', signed: false, trailer: true },
};

/** The header's value, which is also the last line of the canonical request. */
export function payloadHash(request: S3Request, claim: Claim): string {
  const given = request.headers.get('x-amz-content-sha256');
  if (given !== undefined) return given;
  if (claim.kind === 'presigned') return 'UNSIGNED-PAYLOAD';
  throw s3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
}

/** @throws S3Error `NotImplemented` for SigV4A streams, `InvalidArgument` for anything else unknown */
export function payloadMode(hash: string): PayloadMode {
  if (hash === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: 'hash', sha256: hash };
  const streaming = STREAMING[hash];
  if (streaming !== undefined) return streaming;
  if (hash.startsWith('STREAMING-AWS4-ECDSA')) throw s3Error('NotImplemented');
  throw s3Error(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}
