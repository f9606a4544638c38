import { crc32 } from 'node:zlib';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Content, Sink } from '../../../../shared/runs/payload.ts';
import { type ChecksumAlgorithm, checksumHeader, startChecksum, startMd5 } from '../checksums/running-checksum.ts';
import type { ChecksumMode } from '../storage-traits.ts';
import { STREAMING_UNSIGNED_TRAILER, UNSIGNED_PAYLOAD } from '../wire/sign.ts';
import type { Body } from '../wire/upload.ts';
import { WireFailure } from '../wire/wire-failure.ts';
import { SourceFailure, wrongLength } from './failures.ts';
import { framedLength, framing } from './framed-body.ts';

/** Bytes that go into one request: collected in memory, or a range of a content that is read while it is sent. */
export type Piece =
  | { readonly bytes: Uint8Array }
  | { readonly content: Content; readonly offset: number; readonly length: number };

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

/** A piece made ready for one try. What was computed is known when the body has been sent. */
export interface Prepared {
  readonly headers: Record<string, string>;
  readonly body: Body;
  readonly payloadHash: string | undefined;
  /** The checksum the storage is asked to verify; undefined without one. */
  checksum(): Checksum | undefined;
  /** A checksum of the bytes that were sent, whether or not the storage verifies it; undefined before all were. */
  computed(): Checksum | undefined;
  /** In hex; undefined when it was not computed. */
  md5(): string | undefined;
}

export interface Preparation {
  readonly mode: ChecksumMode;
  /** A checksum that the source vouches for over just this piece: it is handed on, not computed again. */
  readonly declared: Checksum | undefined;
  /** Whether to compute the MD5 of a streamed piece. */
  readonly withMd5: boolean;
  /** Over TLS the body itself need not be signed. */
  readonly secure: boolean;
  /** Told when the sending begins: more than once when the request is sent to another region. */
  readonly begun: () => void;
  /** Told of every chunk that has been sent. */
  readonly sent: (bytes: number) => void;
}

export const lengthOf = (piece: Piece) => ('bytes' in piece ? piece.bytes.length : piece.length);

export function prepare(piece: Piece, preparation: Preparation): Prepared {
  return 'bytes' in piece ? collected(piece.bytes, preparation) : streamed(piece, preparation);
}

function collected(bytes: Uint8Array, { mode, secure }: Preparation): Prepared {
  const required = mode === 'when-required';
  const running = startMd5();
  running.update(bytes);
  const md5 = running.hex();
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  const checksum: Checksum = { algorithm: 'CRC32', value: value.toString('base64') };
  return {
    headers: required
      ? { 'content-md5': Buffer.from(md5, 'hex').toString('base64') }
      : { [checksumHeader('CRC32')]: checksum.value },
    body: bytes,
    payloadHash: secure ? UNSIGNED_PAYLOAD : undefined,
    checksum: () => (required ? undefined : checksum),
    computed: () => checksum,
    md5: () => md5,
  };
}

type Streamed = Extract<Piece, { content: Content }>;

function streamed(piece: Streamed, preparation: Preparation): Prepared {
  const { mode, declared, withMd5, begun, sent } = preparation;
  const checked = mode !== 'when-required';
  const framed = checked && !declared;
  const header = checksumHeader('CRC32');
  let crcValue: string | undefined;
  let md5Value: string | undefined;
  const computed = (): Checksum | undefined =>
    declared ?? (crcValue === undefined ? undefined : { algorithm: 'CRC32', value: crcValue });
  const body: Body = {
    length: framed ? framedLength(piece.length, header, CRC32_BASE64_LENGTH) : piece.length,
    repeatable: true,
    send: async (sink, signal) => {
      begun();
      const md5 = withMd5 ? startMd5() : undefined;
      const crc = startChecksum('CRC32');
      const frames = framed ? framing(sink, piece.length) : undefined;
      const write: Sink = frames ? frames.take : sink;
      await feed(piece, signal, async (chunk) => {
        md5?.update(chunk);
        if (!declared) crc.update(chunk);
        await write(chunk);
        sent(chunk.length);
      });
      md5Value = md5?.hex();
      if (!declared) crcValue = crc.base64();
      await frames?.end(header, crcValue ?? '');
    },
  };
  return {
    headers: checked ? checksumHeaders(declared, piece.length) : {},
    body,
    payloadHash: framed ? STREAMING_UNSIGNED_TRAILER : UNSIGNED_PAYLOAD,
    checksum: () => (checked ? computed() : undefined),
    computed,
    md5: () => md5Value,
  };
}

function checksumHeaders(declared: Checksum | undefined, length: number): Record<string, string> {
  if (declared) return { [checksumHeader(declared.algorithm)]: declared.value };
  return {
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': checksumHeader('CRC32'),
  };
}

const CRC32_BASE64_LENGTH = 8;

/** Reads the piece from its source; what goes wrong there is told apart from what goes wrong at the target. */
async function feed(piece: Streamed, signal: AbortSignal, sink: Sink): Promise<void> {
  let given = 0;
  let targetFailed = false;
  const counting: Sink = async (chunk) => {
    given += chunk.length;
    if (given > piece.length) throw wrongLength(piece.length, given);
    try {
      await sink(chunk);
    } catch (error) {
      targetFailed = true;
      throw error;
    }
  };
  try {
    await piece.content.read(counting, { offset: piece.offset, length: piece.length }, signal);
  } catch (error) {
    const damaged = error instanceof ConnectorError && error.code === 'checksum-mismatch';
    if (targetFailed || damaged || error instanceof SourceFailure || error instanceof WireFailure) throw error;
    throw new SourceFailure('the source failed', { cause: error });
  }
  if (given !== piece.length) throw wrongLength(piece.length, given);
}
