import type { ChunkVerifier } from '../auth/chunk-signature.ts';
import { s3Error } from '../http/s3-error.ts';
import { ByteReader } from './byte-reader.ts';

/** What surrounds the data of an `aws-chunked` body. */
export interface ChunkedForm {
  /** Set when the chunks are signed. */
  readonly verifier: ChunkVerifier | undefined;
  /** Whether header lines follow the last chunk. */
  readonly trailer: boolean;
  /** Receives the trailing headers, names in lower case. */
  readonly onTrailer: (name: string, value: string) => void;
}

const LINE_LIMIT = 4096;
const MAX_TRAILERS = 16;
const SMALLEST_INNER_CHUNK = 8192;

function parseChunkHead(line: string, signed: boolean): { size: number; signature: string } {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  const signature = match?.[2];
  if (match?.[1] === undefined || (signature !== undefined) !== signed) {
    throw s3Error('InvalidRequest', 'A chunk of the body does not begin as aws-chunked demands');
  }
  return { size: Number.parseInt(match[1], 16), signature: signature ?? '' };
}

async function readTrailer(reader: ByteReader, form: ChunkedForm): Promise<void> {
  let lines = '';
  let signature: string | undefined;
  for (let count = 0; ; count++) {
    // The last line's CRLF is optional in the field: some clients end right after the trailer.
    const line = (await reader.atEnd()) ? '' : await reader.line(LINE_LIMIT);
    if (line === '') break;
    const at = line.indexOf(':');
    if (at <= 0 || count >= MAX_TRAILERS) throw s3Error('MalformedTrailerError');
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      signature = value;
      continue;
    }
    lines += `${name}:${value}\n`;
    form.onTrailer(name, value);
  }
  if (form.verifier === undefined) return;
  if (signature === undefined) throw s3Error('MalformedTrailerError');
  form.verifier.endTrailer(lines, signature);
}

/**
 * Takes the framing off an `aws-chunked` body and gives its data, checking signatures on the way.
 * Source: Amazon S3 API reference, "Transferring payload in multiple chunks" and "… trailing headers".
 */
export async function* decodeChunked(source: AsyncIterable<Buffer>, form: ChunkedForm): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    yield* decoded(reader, form);
  } finally {
    // A request that is still being read by somebody cannot be read to its end and thrown away: whoever sends it would wait for ever.
    await reader.close();
  }
}

async function* decoded(reader: ByteReader, form: ChunkedForm): AsyncGenerator<Buffer> {
  let sawSmall = false;
  for (;;) {
    const { size, signature } = parseChunkHead(await reader.line(LINE_LIMIT), form.verifier !== undefined);
    if (size > 0 && sawSmall) throw s3Error('InvalidChunkSizeError');
    sawSmall = size < SMALLEST_INNER_CHUNK;
    for (let left = size; left > 0; ) {
      const piece = await reader.some(left);
      form.verifier?.update(piece);
      left -= piece.length;
      yield piece;
    }
    if (size === 0) {
      form.verifier?.endChunk(signature);
      break;
    }
    if ((await reader.line(2)) !== '') throw s3Error('IncompleteBody');
    form.verifier?.endChunk(signature);
  }
  if (form.trailer) await readTrailer(reader, form);
  else if (!(await reader.atEnd())) await reader.line(2);
  if (!(await reader.atEnd())) throw s3Error('InvalidRequest', 'Data follows the last chunk of the body');
}
