import { hash } from 'node:crypto';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Content, Sink } from '../../../../shared/runs/payload.ts';
import { type ChecksumAlgorithm, checksumHeader, startChecksum, startMd5 } from '../checksums/running-checksum.ts';
import type { ChecksumMode } from '../storage-traits.ts';
import { STREAMING_UNSIGNED_TRAILER, UNSIGNED_PAYLOAD } from '../wire/sign.ts';
import type { Body } from '../wire/upload.ts';
import { WireFailure } from '../wire/wire-failure.ts';
import { SourceFailure, wrongLength, wrongMd5 } from './failures.ts';
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
  /** Whether to compute a CRC32 of what is streamed: not where the ETag alone is to prove it. */
  readonly withCrc: boolean;
  /** Whether to compute the MD5, which costs more than all the rest. */
  readonly withMd5: boolean;
  /**
   * The MD5 that the bytes must have, in hex, as the source vouches for it. The storage is asked to store nothing else; where it is
   * computed here, the last bytes are only sent when it is right.
   */
  readonly requiredMd5?: string | undefined;
  /** Told when the sending begins: more than once when the request is sent to another region. */
  readonly begun: () => void;
  /** Told of every chunk that has been sent. */
  readonly sent: (bytes: number) => void;
}

export const lengthOf = (piece: Piece) => ('bytes' in piece ? piece.bytes.length : piece.length);

export function prepare(piece: Piece, preparation: Preparation): Prepared {
  return 'bytes' in piece ? collected(piece.bytes, preparation) : streamed(piece, preparation);
}

function collected(bytes: Uint8Array, { mode, declared, withMd5, requiredMd5 }: Preparation): Prepared {
  const required = mode === 'when-required';
  const md5 = withMd5 ? hash('md5', bytes, 'hex') : undefined;
  if (md5 !== undefined && requiredMd5 !== undefined && md5 !== requiredMd5) throw wrongMd5();
  const checksum = declared ?? crc32Of(bytes);
  const proof: Record<string, string> = {};
  if (!required) proof[checksumHeader(checksum.algorithm)] = checksum.value;
  const promised = requiredMd5 ?? (required ? md5 : undefined);
  if (promised !== undefined) Object.assign(proof, contentMd5(promised));
  return {
    headers: proof,
    body: bytes,
    payloadHash: UNSIGNED_PAYLOAD,
    checksum: () => (required ? undefined : checksum),
    computed: () => checksum,
    md5: () => md5,
  };
}

/** Source: Amazon S3 API reference, PutObject, `Content-MD5`: an object that has another one is refused. */
function contentMd5(hex: string): Record<string, string> {
  return { 'content-md5': Buffer.from(hex, 'hex').toString('base64') };
}

function crc32Of(bytes: Uint8Array): Checksum {
  const running = startChecksum('CRC32');
  running.update(bytes);
  return { algorithm: 'CRC32', value: running.base64() };
}

type Streamed = Extract<Piece, { content: Content }>;

function streamed(piece: Streamed, preparation: Preparation): Prepared {
  const { mode, declared, withCrc, withMd5, requiredMd5, begun, sent } = preparation;
  const checked = mode !== 'when-required' && (withCrc || declared !== undefined);
  const framed = checked && !declared;
  const header = checksumHeader('CRC32');
  let crcValue: string | undefined;
  let md5Value: string | undefined;
  const computed = (): Checksum | undefined =>
    declared ?? (crcValue === undefined ? undefined : { algorithm: 'CRC32', value: crcValue });
  const body: Body = {
    length: framed ? framedLength(piece.length, header, CRC32_BASE64_LENGTH) : piece.length,
    repeatable: true,
    send: async (outlet, signal) => {
      begun();
      const md5 = withMd5 ? startMd5() : undefined;
      const crc = declared || !withCrc ? undefined : startChecksum('CRC32');
      const frames = framed ? framing(outlet, piece.length) : undefined;
      const write: Sink = frames ? frames.take : (chunk) => outlet(chunk);
      let left = piece.length;
      await readPiece(piece, signal, (chunk) => {
        md5?.update(chunk);
        left -= chunk.length;
        if (left === 0) md5Value = md5?.hex();
        if (left === 0 && md5 && requiredMd5 !== undefined && md5Value !== requiredMd5) throw wrongMd5();
        crc?.update(chunk);
        const written = write(chunk);
        if (written) return written.then(() => sent(chunk.length));
        sent(chunk.length);
      });
      md5Value ??= md5?.hex();
      crcValue = crc?.base64();
      await frames?.end(header, crcValue ?? '');
    },
  };
  return {
    headers: {
      ...(checked ? checksumHeaders(declared, piece.length) : {}),
      // Of what is framed, storages may take it for that of the frames.
      ...(!framed && requiredMd5 !== undefined ? contentMd5(requiredMd5) : {}),
    },
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

/**
 * Reads the piece from its source; what goes wrong there is told apart from what goes wrong at the target.
 * @throws `SourceFailure`, {ConnectorError} `checksum-mismatch`, what the sink throws
 */
export async function readPiece(piece: Streamed, signal: AbortSignal, sink: Sink): Promise<void> {
  let given = 0;
  let targetFailed = false;
  const failed = (error: unknown): never => {
    targetFailed = true;
    throw error;
  };
  const counting: Sink = (chunk) => {
    given += chunk.length;
    if (given > piece.length) throw wrongLength(piece.length, given);
    try {
      return sink(chunk)?.catch(failed);
    } catch (error) {
      return failed(error);
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
