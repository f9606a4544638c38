import { NOT_HTTP, WireFailure } from '../wire-failure.ts';

/** The head of an answer, read strictly: what two readers could take differently is refused. */
export interface Head {
  readonly status: number;
  /** Names in lower case; values of a repeated header are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's length in bytes, or how it tells its end. */
  readonly length: number | typeof CHUNKED | typeof UNTIL_CLOSE;
  /** Whether another request may follow on the connection. */
  readonly keepAlive: boolean;
}

export const CHUNKED = -1;
export const UNTIL_CLOSE = -2;

/** In bytes, the empty line included. */
export const LARGEST_HEAD = 64 * 1024;
const MOST_HEADERS = 2000;

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const LENGTH = /^\d{1,15}$/;

/** Headers that are no lists: of several, the first counts. */
const SINGLE = new Set([
  'age',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'server',
  'date',
]);

/**
 * Parses a head, given without the empty line at its end. @param method of the request, which decides whether a body follows.
 * @throws {WireFailure} for anything that is not a head as RFC 9112 wants it, or whose length could be read in two ways
 */
export function parseHead(text: string, method: string): Head {
  let end = lineEnd(text, 0);
  const [, minor, code] = STATUS_LINE.exec(text.slice(0, end)) ?? [];
  if (code === undefined) throw refused('no status line');
  const headers: Record<string, string> = {};
  for (let count = 0; end < text.length; count += 1) {
    if (count === MOST_HEADERS) throw refused('too many headers');
    const start = end + 2;
    end = lineEnd(text, start);
    add(headers, text.slice(start, end));
  }
  const status = Number(code);
  const { connection = '' } = headers;
  const said = connection === '' ? connection : connection.toLowerCase();
  const announced = lengthOf(headers, minor === '1');
  const length = method === 'HEAD' || status < 200 || status === 204 || status === 304 ? 0 : announced;
  return {
    status,
    headers,
    length,
    keepAlive: (minor === '1' ? !hasToken(said, 'close') : hasToken(said, 'keep-alive')) && length !== UNTIL_CLOSE,
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end < 0 ? text.length : end;
}

function add(headers: Record<string, string>, line: string): void {
  const colon = line.indexOf(':');
  const key = keyOf(line.slice(0, Math.max(0, colon)));
  const value = line.slice(colon + 1).trim();
  if (key === undefined || !VALUE.test(value)) throw refused('a malformed header');
  const before = headers[key];
  if (before === undefined) headers[key] = value;
  else if (key === 'content-length') {
    if (before !== value) throw refused('two lengths');
  } else if (!SINGLE.has(key)) headers[key] = `${before}, ${value}`;
}

/** Storages send the same few names in every answer. */
const keys = new Map<string, string>();
const MOST_KEYS = 256;
const LONGEST_KEY = 64;

/** A header's name in lower case; undefined when it is none. */
function keyOf(name: string): string | undefined {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (!NAME.test(name)) return undefined;
  const key = name.toLowerCase();
  if (keys.size < MOST_KEYS && name.length <= LONGEST_KEY) keys.set(name, key);
  return key;
}

function lengthOf(headers: Readonly<Record<string, string>>, chunkedAllowed: boolean): Head['length'] {
  const length = headers['content-length'];
  const encoding = headers['transfer-encoding'];
  if (encoding !== undefined) {
    if (length !== undefined) throw refused('two lengths');
    if (!chunkedAllowed || encoding.toLowerCase() !== 'chunked') throw refused('an unknown transfer encoding');
    return CHUNKED;
  }
  if (length === undefined) return UNTIL_CLOSE;
  if (!LENGTH.test(length)) throw refused('a malformed length');
  return Number(length);
}

function hasToken(list: string, token: string): boolean {
  return list === token || (list.includes(token) && list.split(',').some((one) => one.trim() === token));
}

/** What came is not HTTP/1.1, or not HTTP that can be trusted. */
export function refused(why: string): WireFailure {
  return new WireFailure(NOT_HTTP, new Error(`the answer has ${why}`));
}
