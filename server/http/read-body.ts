import type { IncomingMessage } from 'node:http';
import type { Route } from '../../shared/api/route.ts';
import { ApiError } from './api-error.ts';

/** The caller went away in the middle of its request: there is nobody to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

const MEDIA_TYPES = { json: 'application/json', bytes: 'application/gzip' } as const;

/**
 * The body of a request, as its route takes it: parsed JSON (`{}` when there is none), or bytes.
 * @throws {ApiError} `media-type-unknown`, `body-too-large`, `malformed-json`, `invalid-request`; {CallerGone}
 */
export async function readBody(request: IncomingMessage, route: Route): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'HEAD') return {};
  const length = request.headers['content-length'];
  const isEmpty = request.headers['transfer-encoding'] === undefined && (length === undefined || length === '0');
  if (isEmpty && route.bodyType === 'json') return {};
  if (!isEmpty) checkMediaType(request, route);
  if (length !== undefined && Number(length) > route.bodyLimit) throw tooLarge(route);
  const bytes = await readBytes(request, route);
  return route.bodyType === 'bytes' ? bytes : parseJson(bytes);
}

function checkMediaType(request: IncomingMessage, route: Route): void {
  const wanted = MEDIA_TYPES[route.bodyType];
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (type.trim() === wanted && isUtf8 && encoding === 'identity') return;
  throw new ApiError('media-type-unknown', `The body must be ${wanted}${wanted.endsWith('json') ? ' in UTF-8' : ''}.`, {
    todo: `Send it uncompressed, with the header "Content-Type: ${wanted}".`,
  });
}

function readBytes(request: IncomingMessage, route: Route): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (action: () => void) => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      action();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > route.bodyLimit) done(() => reject(tooLarge(route)));
      else chunks.push(chunk);
    };
    const onEnd = () => done(() => resolve(Buffer.concat(chunks, size)));
    const onClose = () => done(() => reject(new CallerGone('the caller went away')));
    request.on('data', onData).on('end', onEnd).on('close', onClose);
    request.on('error', onClose);
  });
}

function tooLarge(route: Route): ApiError {
  const limit = route.bodyLimit / (1024 * 1024);
  return new ApiError('body-too-large', `The body is larger than the ${limit} MiB that this route takes.`, {
    todo: 'Send less at once.',
  });
}

/** The parser's own message quotes what it read, which may be a secret: it is left out. */
function parseJson(bytes: Buffer): unknown {
  let value: unknown;
  let text: string;
  try {
    text = wellFormed(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    value = JSON.parse(text);
  } catch {
    throw new ApiError('malformed-json', 'The body is not JSON in UTF-8.', {
      todo: 'Check the quotes and the brackets.',
    });
  }
  if (text.includes('\\u0000') && hasNul(value))
    throw new ApiError('invalid-request', 'The body contains the character U+0000, which no text may hold.', {
      todo: 'Remove it.',
    });
  return value;
}

const MAY_BE_HALF = /\\u[dD][89a-fA-F]/;
/** The escapes of JSON: a pair of surrogates, one alone, and any other. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/g;

/**
 * JSON without halves of characters, which are left where a text was cut between the two: PostgreSQL keeps them, but can't read what
 * has one in it. In their place stands what a text in UTF-8 has there.
 */
function wellFormed(json: string): string {
  if (!MAY_BE_HALF.test(json)) return json;
  return json.replace(ESCAPE, (whole, half?: string) => (half === undefined ? whole : '\\ufffd'));
}

/** PostgreSQL stores no text with a NUL in it. Not recursive: the nesting is the caller's. */
function hasNul(root: unknown): boolean {
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && value.includes('\0')) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (key.includes('\0')) return true;
      waiting.push(item);
    }
  }
  return false;
}
