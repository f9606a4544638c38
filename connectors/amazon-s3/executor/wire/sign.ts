import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request about to be signed. Header names are lower case; `path` and `query` stand as they will be sent. */
export interface Signable {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hex, `UNSIGNED-PAYLOAD`, or a `STREAMING-…` word. */
  readonly payloadHash: string;
}

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
export const STREAMING_UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
export const EMPTY_PAYLOAD = hash('sha256', '', 'hex');

/** Headers that proxies may change, which the AWS SDKs leave out of the signature. */
const NOT_SIGNED = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

const MOST_KEYS = 16;

/** Signs requests with AWS Signature Version 4, keeping the day's derived keys. */
export class Signer {
  /** By their scope. As key objects: signing with bytes takes ten times as long. */
  readonly #keys = new WeakMap<Credentials, Map<string, KeyObject>>();

  /**
   * The request's headers with `x-amz-date`, `x-amz-content-sha256`, the session token and `authorization` added.
   * Source: Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header".
   */
  sign(request: Signable, credentials: Credentials, region: string, at: Date): Record<string, string> {
    const amzDate = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const scope = `${amzDate.slice(0, 8)}/${region}/s3/aws4_request`;
    const headers: Record<string, string> = {
      ...request.headers,
      'x-amz-content-sha256': request.payloadHash,
      'x-amz-date': amzDate,
    };
    if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(headers)
      .filter((name) => !NOT_SIGNED.has(name))
      .sort();
    const signedHeaders = names.join(';');
    const canonical = [
      request.method,
      request.path,
      request.query,
      ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
      '',
      signedHeaders,
      request.payloadHash,
    ].join('\n');
    const toSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
    const signature = createHmac('sha256', this.#key(credentials, scope)).update(toSign).digest('hex');
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return headers;
  }

  #key(credentials: Credentials, scope: string): KeyObject {
    const keys = this.#keys.get(credentials) ?? new Map<string, KeyObject>();
    const known = keys.get(scope);
    if (known) return known;
    const [date = '', region = '', service = '', end = ''] = scope.split('/');
    const bytes = [region, service, end].reduce<Buffer>(hmac, hmac(`AWS4${credentials.secretAccessKey}`, date));
    const key = createSecretKey(bytes);
    if (keys.size >= MOST_KEYS) keys.clear();
    this.#keys.set(credentials, keys.set(scope, key));
    return key;
  }
}
