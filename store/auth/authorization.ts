import { s3Error } from '../http/s3-error.ts';
import { queryValue, type S3Request } from '../http/s3-request.ts';
import { amzDate, parseAmzDate } from './amz-date.ts';
import type { Scope } from './signing-key.ts';

/** What a request says of itself, not yet believed. */
export interface Claim {
  readonly kind: 'header' | 'presigned';
  readonly accessKeyId: string;
  readonly scope: Scope;
  /** As signed: `20260102T030405Z`. */
  readonly timestamp: string;
  readonly time: Date;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
  /** Presigned addresses only: how long they hold. */
  readonly expiresSeconds: number | undefined;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_PRESIGN_SECONDS = 604_800;

function parseCredential(text: string): { accessKeyId: string; scope: Scope } | undefined {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(text);
  if (match === null) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = ''] = match;
  return { accessKeyId, scope: { date, region, service } };
}

function headerTime(request: S3Request): { timestamp: string; time: Date } {
  const given = request.headers.get('x-amz-date') ?? '';
  const time = given === '' ? new Date(request.headers.get('date') ?? '') : parseAmzDate(given);
  if (time === undefined || Number.isNaN(time.getTime())) {
    throw s3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return { timestamp: given === '' ? amzDate(time) : given, time };
}

function fromHeader(request: S3Request, header: string): Claim {
  if (!header.startsWith(`${ALGORITHM} `)) {
    throw s3Error(
      'InvalidRequest',
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    );
  }
  const fields = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(',')) {
    const at = part.indexOf('=');
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const credential = parseCredential(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw s3Error('AuthorizationHeaderMalformed');
  }
  return {
    kind: 'header',
    ...credential,
    ...headerTime(request),
    signedHeaders: signedHeaders.split(';'),
    signature,
    sessionToken: request.headers.get('x-amz-security-token'),
    expiresSeconds: undefined,
  };
}

function fromQuery(request: S3Request): Claim {
  const fail = (message: string): never => {
    throw s3Error('AuthorizationQueryParametersError', message);
  };
  const need = (name: string): string =>
    queryValue(request, name) ?? fail(`Query-string authentication version 4 requires the ${name} parameter`);
  if (need('X-Amz-Algorithm') !== ALGORITHM) fail(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const credential = parseCredential(need('X-Amz-Credential')) ?? fail('X-Amz-Credential is malformed');
  const timestamp = need('X-Amz-Date');
  const time =
    parseAmzDate(timestamp) ?? fail("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const expires = need('X-Amz-Expires');
  const expiresSeconds = /^\d{1,9}$/.test(expires) ? Number(expires) : fail('X-Amz-Expires should be a number');
  if (expiresSeconds < 1 || expiresSeconds > LONGEST_PRESIGN_SECONDS) {
    fail(`X-Amz-Expires must be between 1 and ${LONGEST_PRESIGN_SECONDS} seconds`);
  }
  return {
    kind: 'presigned',
    ...credential,
    timestamp,
    time,
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    sessionToken: queryValue(request, 'X-Amz-Security-Token'),
    expiresSeconds,
  };
}

/**
 * Reads who a request claims to be from its `Authorization` header or its presigned query.
 * @throws S3Error `AccessDenied` when it carries neither, and the code S3 gives for each malformed form
 */
export function readClaim(request: S3Request): Claim {
  const header = request.headers.get('authorization');
  const presigned = queryValue(request, 'X-Amz-Algorithm') !== undefined;
  if (header !== undefined && presigned) {
    throw s3Error('InvalidArgument', 'Only one auth mechanism allowed: query parameter or Authorization header');
  }
  if (header !== undefined) return fromHeader(request, header);
  if (presigned) return fromQuery(request);
  throw s3Error('AccessDenied', 'Anonymous access is forbidden for this operation');
}
