import { s3Error } from '../http/s3-error.ts';
import type { S3Request } from '../http/s3-request.ts';
import type { Credential } from '../settings.ts';
import { type Claim, readClaim } from './authorization.ts';
import { canonicalRequest, stringToSign } from './canonical-request.ts';
import type { ChunkSigner } from './chunk-signature.ts';
import { type PayloadMode, payloadHash, payloadMode } from './payload-mode.ts';
import { sameSignature, scopeText, sign, signingKey } from './signing-key.ts';

/** Who sent a request, proven, and what its signature says of the body. */
export interface Identity {
  readonly credential: Credential;
  readonly payload: PayloadMode;
  /** Continues the request's signature over the chunks of its body. */
  readonly chunkSigner: ChunkSigner;
}

export interface AuthRules {
  readonly credentials: readonly Credential[];
  readonly region: string;
  readonly now: Date;
}

const LARGEST_SKEW_MS = 15 * 60 * 1000;

function checkTime(claim: Claim, now: Date): void {
  const age = now.getTime() - claim.time.getTime();
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(age) <= LARGEST_SKEW_MS) return;
    throw s3Error('RequestTimeTooSkewed', undefined, {
      RequestTime: claim.time.toISOString(),
      ServerTime: now.toISOString(),
      MaxAllowedSkewMilliseconds: String(LARGEST_SKEW_MS),
    });
  }
  if (age < -LARGEST_SKEW_MS) throw s3Error('AccessDenied', 'Request is not valid yet');
  if (age <= claim.expiresSeconds * 1000) return;
  throw s3Error('AccessDenied', 'Request has expired', {
    Expires: new Date(claim.time.getTime() + claim.expiresSeconds * 1000).toISOString(),
    ServerTime: now.toISOString(),
  });
}

function checkScope(claim: Claim, region: string): void {
  const code = claim.kind === 'header' ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError';
  if (claim.scope.region !== region) {
    throw s3Error(
      code,
      `The authorization header is malformed; the region '${claim.scope.region}' is wrong; expecting '${region}'`,
      { Region: region },
    );
  }
  if (claim.scope.service !== 's3') throw s3Error(code, `Incorrect service "${claim.scope.service}"; expecting "s3"`);
  if (!claim.timestamp.startsWith(claim.scope.date)) {
    throw s3Error(code, `Invalid credential date "${claim.scope.date}"; it is not that of the request`);
  }
}

/** S3 wants `host` and every `x-amz-*` header covered by the signature, else they could be changed on the way. */
function checkSignedHeaders(request: S3Request, claim: Claim): void {
  const unsigned = [...request.headers.keys()].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !claim.signedHeaders.includes(name),
  );
  // A presigned request may add the payload hash, which is then part of the canonical request itself.
  const missing = unsigned.filter((name) => claim.kind === 'header' || name !== 'x-amz-content-sha256');
  if (missing.length > 0) {
    throw s3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: missing.join(', '),
    });
  }
}

function checkSession(credential: Credential, claim: Claim): void {
  if (credential.expired === true) throw s3Error('ExpiredToken');
  if (claim.sessionToken !== credential.sessionToken) {
    throw credential.sessionToken !== undefined && claim.sessionToken === undefined
      ? s3Error('InvalidAccessKeyId')
      : s3Error('InvalidToken');
  }
}

/**
 * Proves who sent a request by Signature Version 4, in its header or presigned form.
 * @throws S3Error as S3: `InvalidAccessKeyId`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed`, `AccessDenied`, …
 */
export function authenticate(request: S3Request, rules: AuthRules): Identity {
  const claim = readClaim(request);
  const credential = rules.credentials.find(({ accessKeyId }) => accessKeyId === claim.accessKeyId);
  if (credential === undefined) {
    throw s3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: claim.accessKeyId });
  }
  checkScope(claim, rules.region);
  checkTime(claim, rules.now);
  checkSignedHeaders(request, claim);
  const hash = payloadHash(request, claim);
  const payload = payloadMode(hash);
  const scope = scopeText(claim.scope);
  const key = signingKey(credential.secretAccessKey, claim.scope);
  const canonical = canonicalRequest(request, claim.signedHeaders, hash);
  const expected = sign(key, stringToSign(claim.timestamp, scope, canonical));
  if (!sameSignature(expected, claim.signature)) {
    throw s3Error('SignatureDoesNotMatch', undefined, {
      AWSAccessKeyId: claim.accessKeyId,
      StringToSign: stringToSign(claim.timestamp, scope, canonical),
      SignatureProvided: claim.signature,
      CanonicalRequest: canonical,
    });
  }
  checkSession(credential, claim);
  return { credential, payload, chunkSigner: { key, timestamp: claim.timestamp, scope, seed: claim.signature } };
}
