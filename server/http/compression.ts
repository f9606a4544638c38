import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Less than this is not worth it: it fits in one packet as it is. */
const LEAST_BYTES = 1024;

/** How a caller takes a reply compressed (RFC 9110, section 12.5.3): the better way of those that it names; null for none. */
export function encodingFor(request: IncomingMessage): Encoding | null {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : null;
}

/** A body of more than so many bytes is compressed in a hurry: its caller would wait longer for more than for a larger one. */
const LARGE_BYTES = 512 * 1024;

/** Compresses. `once`: done once for many replies, so that it may take its time. */
export async function compress(bytes: Uint8Array, encoding: Encoding, once = false): Promise<Buffer> {
  const isLarge = bytes.length > LARGE_BYTES;
  if (encoding === 'gzip') return promisify(gzip)(bytes, { level: once ? 9 : isLarge ? 1 : 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: once ? 9 : isLarge ? 1 : 4,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}

/** The body of a reply as it goes out, with the headers that say so set: compressed when it is worth it and taken. */
export async function packed(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Buffer> {
  response.setHeader('vary', 'accept-encoding');
  const encoding = body.length < LEAST_BYTES ? null : encodingFor(request);
  if (!encoding) return body;
  const bytes = await compress(body, encoding);
  response.setHeader('content-encoding', encoding);
  return bytes;
}
