import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { answerError, errorAnswer, namedError } from '../errors.ts';
import { copied } from '../move/copied.ts';
import { type RetryNotice, withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { inWords } from '../subject.ts';
import { bareETag } from '../where.ts';
import { elementText, escapeXml } from '../wire/xml.ts';
import { answerInTime } from './answer-in-time.ts';
import { combineCrc32 } from './crc32-combine.ts';
import { ensureTags } from './ensure-tags.ts';
import { DamagedWrite } from './failures.ts';
import { headObject } from './head.ts';
import type { Stored, WriteJob } from './job.ts';
import { Meter } from './meter.ts';
import { type Checksum, lengthOf, type Piece } from './piece.ts';
import { sendPiece } from './send-piece.ts';

/** A part the storage has. */
export interface DonePart {
  readonly number: number;
  readonly length: number;
  /** As in the header, with its quotation marks. */
  readonly eTag: string;
  readonly checksum: Checksum | undefined;
  /** Of what was sent, whether or not the storage has verified it. */
  readonly computed?: Checksum | undefined;
}

type Range = { readonly offset: number; readonly length: number };
type Copy = Readonly<Record<string, string>>;

const ABORT_MS = 15_000;
/** A storage may read gigabytes before it answers. */
const COPY_MS = 600_000;
/** Putting thousands of parts together takes storages minutes. */
const COMPLETE_MS = 600_000;

/** Errors after which nobody knows whether the storage has begun an upload. */
const UNANSWERED = new Set(['connection-lost', 'time-out', 'connection-stalled', 'source-truncated']);
const MAYBE_OPEN =
  'The answer to the begin of a multipart upload was lost: an empty upload may be left open, which a lifecycle rule of the bucket can remove.';

/** What a Complete is answered with that had been done before. */
const ENDED = new Set(['upload-missing', 'precondition-failed']);

/** One multipart upload. Whoever begins one must end it: by {@link complete} or by {@link abort}. */
export class MultipartUpload {
  readonly #job: WriteJob;
  readonly #id: string;

  private constructor(job: WriteJob, id: string) {
    this.#job = job;
    this.#id = id;
  }

  /** @throws {ConnectorError} */
  static async begin(job: WriteJob): Promise<MultipartUpload> {
    const { endpoint, context, where } = job;
    const checked = endpoint.traits.checksums !== 'when-required';
    const headers: Record<string, string> = checked
      ? { ...job.headers, 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' }
      : { ...job.headers };
    const call = { operation: 'CreateMultipartUpload', method: 'POST', ...where, query: { uploads: '' } } as const;
    const log = logRetries(context, endpoint.connection.maximumAttempts);
    const notice: RetryNotice = (failed, error, pauseMs) => {
      log(failed, error, pauseMs);
      if (UNANSWERED.has(error.code)) context.log('info', 'upload-maybe-open', MAYBE_OPEN);
    };
    // Cut off by a cancel, an upload could be open that nobody knows the ID of.
    const begun = () =>
      answerInTime(
        context.signal,
        async (signal) => {
          const { body } = await endpoint.wire.sendForText({ ...call, headers }, signal);
          const id = elementText(body, 'UploadId');
          if (id === undefined || id === '') throw namedError('NotS3', endpoint.wire.subject(call));
          return new MultipartUpload(job, id);
        },
        (upload) => upload.abort(),
      );
    return withRetries(endpoint.wire.options.retries, context.signal, begun, notice);
  }

  /** Sends one part, as often as the connection allows. @throws {ConnectorError}, `SourceFailure` */
  async sendPart(number: number, piece: Piece, signal: AbortSignal): Promise<DonePart> {
    const { endpoint, context, where } = this.#job;
    const query = { partNumber: String(number), uploadId: this.#id };
    const call = { operation: 'UploadPart', method: 'PUT', ...where, query } as const;
    const meter = new Meter(context);
    const { headers, checksum, computed } = await withRetries(
      endpoint.wire.options.retries,
      signal,
      () => sendPiece(this.#job, { call, piece, meter }, signal),
      logRetries(context, endpoint.connection.maximumAttempts),
    );
    return { number, length: lengthOf(piece), eTag: headers.etag ?? '', checksum, computed };
  }

  /** Has the storage copy a range of another object as one part. @param copy the headers that name the source */
  async copyPart(number: number, range: Range, copy: Copy, signal: AbortSignal): Promise<DonePart> {
    const { endpoint, context, where } = this.#job;
    const query = { partNumber: String(number), uploadId: this.#id };
    const last = range.offset + range.length - 1;
    const headers = { ...copy, 'x-amz-copy-source-range': `bytes=${range.offset}-${last}` };
    const call = { operation: 'UploadPartCopy', method: 'PUT', ...where, query, headers, answerMs: COPY_MS } as const;
    const body = await copied(endpoint.wire, call, signal, logRetries(context, endpoint.connection.maximumAttempts));
    const eTag = elementText(body, 'ETag');
    if (eTag === undefined) throw namedError('NotS3', endpoint.wire.subject(call));
    const crc = elementText(body, 'ChecksumCRC32');
    return {
      number,
      length: range.length,
      eTag,
      checksum: crc === undefined ? undefined : { algorithm: 'CRC32', value: crc },
    };
  }

  /**
   * Puts the parts together. The checksum of the whole is compared with the one the source vouches for before, and with the
   * storage's after. @throws {ConnectorError}
   */
  async complete(parts: readonly DonePart[]): Promise<Stored & { verified: boolean }> {
    const { endpoint, context, content } = this.#job;
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const crc = wholeCrc(parts);
    if (crc !== undefined && content.checksum?.algorithm === 'CRC32' && content.checksum.value !== crc)
      throw this.#mismatch();
    const body = Buffer.from(completeXml(parts, crc !== undefined));
    let lost = false;
    const xml = await withRetries(
      endpoint.wire.options.retries,
      context.signal,
      async () => {
        try {
          return await this.#askToComplete(body);
        } catch (error) {
          const done = lost && error instanceof ConnectorError && ENDED.has(error.code);
          const found = done ? await this.#foundComplete(parts, size) : undefined;
          if (found) return found;
          lost = true;
          throw error;
        }
      },
      logRetries(context, endpoint.connection.maximumAttempts),
    );
    await ensureTags(this.#job);
    if ('eTag' in xml) return xml;
    const eTag = bareETag(elementText(xml.body, 'ETag') ?? '');
    const stored = elementText(xml.body, 'ChecksumCRC32');
    const whole = stored !== undefined && !stored.includes('-');
    if (whole && crc !== undefined && stored !== crc) throw this.#damaged({ ...xml.headers, etag: `"${eTag}"` });
    const checksum: Checksum | undefined = whole ? { algorithm: 'CRC32', value: stored } : undefined;
    const sent = wholeCrc(parts.map((part) => ({ ...part, checksum: part.computed })));
    const computed: Checksum | undefined = sent === undefined ? undefined : { algorithm: 'CRC32', value: sent };
    return { headers: xml.headers, eTag, size, checksum, computed, verified: whole && crc !== undefined };
  }

  /** Gives the upload up, also when the run has been canceled. Never throws: what is left behind is told in the log. */
  async abort(): Promise<void> {
    const { endpoint, context, where } = this.#job;
    const query = { uploadId: this.#id };
    const call = { operation: 'AbortMultipartUpload', method: 'DELETE', ...where, query } as const;
    try {
      await endpoint.wire.text(call, AbortSignal.timeout(ABORT_MS));
    } catch (error) {
      if (error instanceof ConnectorError && error.code === 'upload-missing') return;
      const why = error instanceof Error ? error.message : String(error);
      context.log('warning', 'upload-left-open', `The multipart upload ${this.#id} could not be aborted: ${why}`);
    }
  }

  /** A 200 may still turn out to be an error, as the storage answers before it is done. */
  async #askToComplete(body: Uint8Array): Promise<{ body: string; headers: Readonly<Record<string, string>> }> {
    const { endpoint, context, where, onlyIfAbsent } = this.#job;
    const headers: Record<string, string> = { 'content-type': 'application/xml' };
    if (onlyIfAbsent) headers['if-none-match'] = '*';
    const query = { uploadId: this.#id };
    const call = { operation: 'CompleteMultipartUpload', method: 'POST', ...where, query, headers, body } as const;
    const answer = await endpoint.wire.sendForText({ ...call, answerMs: COMPLETE_MS }, context.signal);
    if (!answer.body.includes('<Error>')) return answer;
    const said = errorAnswer(500, answer.body);
    throw answerError(said, endpoint.wire.subject(call));
  }

  /** The answer to a Complete was lost, and the upload is gone: it is done if the object is the one we have sent. */
  async #foundComplete(
    parts: readonly DonePart[],
    size: number,
  ): Promise<(Stored & { verified: boolean }) | undefined> {
    const headers = await headObject(this.#job).catch(() => undefined);
    const eTag = bareETag(headers?.etag ?? '');
    if (!headers || headers['content-length'] !== String(size) || eTag !== multipartETag(parts)) return undefined;
    return { headers, eTag, size, checksum: undefined, verified: true };
  }

  #call(operation: 'CompleteMultipartUpload') {
    return { operation, ...this.#job.where };
  }

  #damaged(headers: Readonly<Record<string, string>>): DamagedWrite {
    return new DamagedWrite(inWords(this.#job.endpoint.wire.subject(this.#call('CompleteMultipartUpload'))), headers);
  }

  #mismatch(): ConnectorError {
    const subject = this.#job.endpoint.wire.subject(this.#call('CompleteMultipartUpload'));
    return new ConnectorError({
      code: 'checksum-mismatch',
      message: `What was sent of ${inWords(subject)} is not what its source vouches for: the checksums differ. Nothing was written.`,
      todo: 'Run again; if it happens again, something on the way damages the data.',
      nature: 'transient',
    });
  }
}

/** The CRC-32 over all parts; undefined unless the storage has verified one for each. */
function wholeCrc(parts: readonly DonePart[]): string | undefined {
  const pieces = parts.flatMap(({ length, checksum }) =>
    checksum?.algorithm === 'CRC32' ? [{ length, value: checksum.value }] : [],
  );
  return pieces.length === parts.length ? combineCrc32(pieces) : undefined;
}

/** The ETag S3 gives a multipart object: the MD5 of the parts' MD5s, and their number. */
export function multipartETag(parts: readonly DonePart[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(bareETag(part.eTag), 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

function completeXml(parts: readonly DonePart[], withChecksums: boolean): string {
  const rows = parts.map(({ number, eTag, checksum }) => {
    const crc = withChecksums && checksum ? `<ChecksumCRC32>${checksum.value}</ChecksumCRC32>` : '';
    return `<Part>${crc}<ETag>${escapeXml(eTag)}</ETag><PartNumber>${number}</PartNumber></Part>`;
  });
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return `<CompleteMultipartUpload xmlns="${namespace}">${rows.join('')}</CompleteMultipartUpload>`;
}
