import { createHash } from 'node:crypto';
import type { Identity } from '../auth/authenticate.ts';
import { ChunkVerifier } from '../auth/chunk-signature.ts';
import { s3Error } from '../http/s3-error.ts';
import { decodeChunked } from './chunked-decoder.ts';

/** The data of a request, its framing taken off, its signature checked while it is read to the end. */
export interface RequestBody {
  /** Bytes of data announced. */
  readonly length: number;
  readonly chunks: AsyncIterable<Buffer>;
  /** Filled once `chunks` has ended; names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

type Headers = ReadonlyMap<string, string>;

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function announcedLength(headers: Headers, chunked: boolean): number {
  const length = wholeNumber(headers.get(chunked ? 'x-amz-decoded-content-length' : 'content-length'));
  if (length !== undefined) return length;
  throw s3Error('MissingContentLength');
}

/** Fails unless exactly `length` bytes come by. */
async function* counted(source: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of source) {
    seen += chunk.length;
    if (seen > length) throw s3Error('IncompleteBody', 'The body is longer than announced');
    yield chunk;
  }
  if (seen !== length) throw s3Error('IncompleteBody');
}

/** Fails at the end unless the SHA-256 is the one that was signed. */
async function* hashed(source: AsyncIterable<Buffer>, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  const computed = hash.digest('hex');
  if (computed === sha256) return;
  throw s3Error('XAmzContentSHA256Mismatch', undefined, {
    ClientComputedContentSHA256: sha256,
    S3ComputedContentSHA256: computed,
  });
}

/**
 * Opens the body of a proven request.
 * @throws S3Error `MissingContentLength` at once; `IncompleteBody`, `SignatureDoesNotMatch`,
 *   `XAmzContentSHA256Mismatch` and the like while it is read
 */
export function openBody(headers: Headers, source: AsyncIterable<Buffer>, identity: Identity): RequestBody {
  const { payload, chunkSigner } = identity;
  const trailers = new Map<string, string>();
  if (payload.kind === 'chunked') {
    const length = announcedLength(headers, true);
    const data = decodeChunked(source, {
      verifier: payload.signed ? new ChunkVerifier(chunkSigner) : undefined,
      trailer: payload.trailer,
      onTrailer: (name, value) => trailers.set(name, value),
    });
    return { length, chunks: counted(data, length), trailers };
  }
  const length = announcedLength(headers, false);
  const data = counted(source, length);
  return { length, chunks: payload.kind === 'hash' ? hashed(data, payload.sha256) : data, trailers };
}
