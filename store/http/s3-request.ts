import type { IncomingMessage } from 'node:http';
import { s3Error } from './s3-error.ts';

/** A request with its address taken apart. Names and values are decoded; header names are in lower case. */
export interface S3Request {
  readonly method: string;
  /** The decoded path, always beginning with `/`; what the signature covers. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: ReadonlyMap<string, string>;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

function decode(text: string): string {
  try {
    // Node hands over raw bytes above 0x7f as Latin-1; clients that send them mean UTF-8.
    const bytes = Buffer.from(text, 'latin1').toString('utf8');
    return decodeURIComponent(bytes);
  } catch {
    throw s3Error('InvalidURI');
  }
}

function parseQuery(raw: string): [string, string][] {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
    });
}

/** Joins repeated headers with a comma, in the order received, as SigV4's canonical headers want them. */
export function collectHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = (raw[i + 1] ?? '').trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

/** The bucket of a virtual-host style address such as `photos.localhost:9000`. */
function bucketOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '');
  return name.endsWith('.localhost') ? name.slice(0, -'.localhost'.length) : undefined;
}

/**
 * Takes a target such as `/bucket/a%20key?partNumber=1` apart. Doubled slashes and dots stay: they are part of the key.
 * @throws S3Error `InvalidURI` when it can't be decoded as UTF-8
 */
export function parseTarget(method: string, target: string, headers: ReadonlyMap<string, string>): S3Request {
  const origin = target.replace(/^https?:\/\/[^/?]*/i, '');
  const at = origin.indexOf('?');
  const rawPath = at < 0 ? origin : origin.slice(0, at);
  const path = decode(rawPath === '' ? '/' : rawPath);
  if (!path.startsWith('/')) throw s3Error('InvalidURI');
  const query = parseQuery(at < 0 ? '' : origin.slice(at + 1));
  const hostBucket = bucketOfHost(headers.get('host') ?? '');
  const resource = hostBucket === undefined ? path.slice(1) : `${hostBucket}${path}`;
  const slash = resource.indexOf('/');
  const bucket = slash < 0 ? resource : resource.slice(0, slash);
  const key = slash < 0 ? '' : resource.slice(slash + 1);
  return {
    method,
    path,
    query,
    headers,
    bucket: bucket === '' ? undefined : bucket,
    key: key === '' ? undefined : key,
  };
}

/** Takes an incoming request apart. */
export function parseRequest(message: IncomingMessage): S3Request {
  return parseTarget(message.method ?? 'GET', message.url ?? '/', collectHeaders(message.rawHeaders));
}

/** The value of a query parameter; an empty string when it is there without a value. */
export function queryValue(request: Pick<S3Request, 'query'>, name: string): string | undefined {
  return request.query.find(([found]) => found === name)?.[1];
}

/** The bucket an operation needs; routing has made sure of it. */
export function requireBucket(request: S3Request): string {
  if (request.bucket === undefined) throw s3Error('MethodNotAllowed');
  return request.bucket;
}

/** The key an operation needs; routing has made sure of it. */
export function requireKey(request: S3Request): string {
  if (request.key === undefined) throw s3Error('MethodNotAllowed');
  return request.key;
}
