import { createHmac, hash } from 'node:crypto';

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
const MOST_NAMES = 64;

interface SignedNames {
  readonly names: readonly string[];
  readonly signedHeaders: string;
}

/** SHA-256's block and digest, in bytes. */
const BLOCK = 64;
const DIGEST = 32;

/** HMAC-SHA-256 (RFC 2104) with a key used often: by two plain hashes, which take half the time of the object for it. */
class SigningKey {
  readonly #inner = Buffer.alloc(BLOCK + 512, 0x36);
  readonly #outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);

  /** @param key of at most a block's length */
  constructor(key: Buffer) {
    for (const [at, byte] of key.entries()) {
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** The HMAC in hex. @param text ASCII, of at most 512 characters */
  sign(text: string): string {
    const end = BLOCK + this.#inner.write(text, BLOCK, 'latin1');
    this.#outer.write(hash('sha256', this.#inner.subarray(0, end), 'binary'), BLOCK, 'latin1');
    return hash('sha256', this.#outer, 'hex');
  }
}

/** A header's value as it is signed: without space around it, and with single spaces in it. */
function canonical(value: string): string {
  return /^\s|\s\s|[^\S ]|\s$/.test(value) ? value.trim().replace(/\s+/g, ' ') : value;
}

/** Signs requests with AWS Signature Version 4, keeping the day's derived keys. */
export class Signer {
  /** By their scope. */
  readonly #keys = new WeakMap<Credentials, Map<string, SigningKey>>();
  /** By the names of all headers, in the order they came in. */
  readonly #names = new Map<string, SignedNames>();
  /** The second that was signed last, and how SigV4 writes it. */
  #second = Number.NaN;
  #amzDate = '';

  /**
   * The request's headers with `x-amz-date`, `x-amz-content-sha256`, the session token and `authorization` added.
   * Source: Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header".
   */
  sign(request: Signable, credentials: Credentials, region: string, at: Date): Record<string, string> {
    const amzDate = this.#dateOf(at);
    const scope = `${amzDate.slice(0, 8)}/${region}/s3/aws4_request`;
    const headers: Record<string, string> = {
      ...request.headers,
      'x-amz-content-sha256': request.payloadHash,
      'x-amz-date': amzDate,
    };
    if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
    const { names, signedHeaders } = this.#namesOf(headers);
    let lines = '';
    for (const name of names) lines += `${name}:${canonical(headers[name] ?? '')}\n`;
    const { method, path, query, payloadHash } = request;
    const asked = `${method}\n${path}\n${query}\n${lines}\n${signedHeaders}\n${payloadHash}`;
    const toSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', asked, 'hex')}`;
    const signature = this.#key(credentials, scope).sign(toSign);
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return headers;
  }

  /** Which headers are signed, in their order. Requests of a kind have the same ones: sorting them anew would cost more than all the rest. */
  #namesOf(headers: Readonly<Record<string, string>>): SignedNames {
    const all = Object.keys(headers);
    const id = all.join(';');
    const known = this.#names.get(id);
    if (known) return known;
    const names = all.filter((name) => !NOT_SIGNED.has(name)).sort();
    const found = { names, signedHeaders: names.join(';') };
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    this.#names.set(id, found);
    return found;
  }

  #dateOf(at: Date): string {
    const second = Math.floor(at.getTime() / 1000);
    if (second !== this.#second) {
      this.#amzDate = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
      this.#second = second;
    }
    return this.#amzDate;
  }

  #key(credentials: Credentials, scope: string): SigningKey {
    const keys = this.#keys.get(credentials) ?? new Map<string, SigningKey>();
    const known = keys.get(scope);
    if (known) return known;
    const [date = '', region = '', service = '', end = ''] = scope.split('/');
    const bytes = [region, service, end].reduce<Buffer>(hmac, hmac(`AWS4${credentials.secretAccessKey}`, date));
    const key = new SigningKey(bytes);
    if (keys.size >= MOST_KEYS) keys.clear();
    this.#keys.set(credentials, keys.set(scope, key));
    return key;
  }
}
