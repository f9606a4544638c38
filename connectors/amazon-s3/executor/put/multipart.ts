import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { UploadNotes } from '../../../../shared/runs/payload.ts';
import { elementText } from '../../../common/xml.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import { answerError, errorAnswer, namedError } from '../errors.ts';
import { type CopyAnswer, copied, copyMs } from '../move/copied.ts';
import { type RetryNotice, withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { inWords } from '../subject.ts';
import { bareETag } from '../where.ts';
import { answerInTime } from './answer-in-time.ts';
import { completeXml, type DonePart, multipartETag, wholeCrc } from './done-parts.ts';
import { ensureTags } from './ensure-tags.ts';
import { DamagedWrite } from './failures.ts';
import { headObject, removeDamaged } from './head.ts';
import type { Stored, WriteJob } from './job.ts';
import { Meter } from './meter.ts';
import { type Checksum, lengthOf, type Piece } from './piece.ts';
import { type Fingerprint, sendPiece } from './send-piece.ts';
import { type Resumable, uploadPlan } from './upload-plan.ts';

type Range = { readonly offset: number; readonly length: number };
type Copy = Readonly<Record<string, string>>;

const ABORT_MS = 15_000;
/** A run that is canceled is to end within a second. What takes longer is seen to when it has ended. */
const CANCELED_ABORT_MS = 600;
/** Putting thousands of parts together takes storages minutes: so long for each, and no shorter than the connection's **Request timeout**. */
const COMPLETE_MS_EACH = 60;

/** Errors after which nobody knows whether the storage has begun an upload. */
const UNANSWERED = new Set(['connection-lost', 'time-out', 'connection-stalled', 'source-truncated']);
const MAYBE_OPEN =
  'The answer to the begin of a multipart upload was lost: an empty upload may be left open, which a lifecycle rule of the bucket can remove.';

/** What a Complete is answered with that had been done before. */
const ENDED = new Set(['upload-missing', 'precondition-failed']);

/** What is known of an upload in the run's book. */
interface Noted {
  readonly notes: UploadNotes | undefined;
  /** Whether its parts are noted: not of an upload that cannot be taken up again. */
  readonly isResumable: boolean;
  /** Whether an earlier attempt has begun it. */
  readonly isResumed?: boolean;
}

/** One multipart upload. Whoever begins one must end it: by {@link complete} or by {@link abort}. */
export class MultipartUpload {
  readonly #job: WriteJob;
  readonly #id: string;
  readonly #noted: Noted;

  private constructor(job: WriteJob, id: string, noted: Noted) {
    this.#job = job;
    this.#id = id;
    this.#noted = noted;
  }

  /** An upload that an earlier attempt of the run has begun. */
  static taken(job: WriteJob, id: string, notes: UploadNotes): MultipartUpload {
    return new MultipartUpload(job, id, { notes, isResumable: true, isResumed: true });
  }

  /**
   * Begins an upload; it is noted before, and again before the first part is sent, so that a dead agent leaves none that
   * nobody knows of. What earlier attempts have left open of the object, and nobody has taken, is aborted.
   * @param resumable what another attempt needs to go on with it. @throws {ConnectorError}
   */
  static async begin(job: WriteJob, resumable?: Resumable): Promise<MultipartUpload> {
    const { endpoint, context, where } = job;
    for (const { upload, notes } of context.uploads?.take(where.bucket, where.key) ?? [])
      if (upload.uploadId !== undefined && !upload.completed)
        await MultipartUpload.taken(job, upload.uploadId, notes).abort();
    const isResumable = resumable?.source !== undefined;
    const intend = () => context.uploads?.intend(uploadPlan(job, isResumable ? resumable : undefined));
    let notes = await intend();
    let isLost = false;
    const checked = endpoint.traits.checksums !== 'when-required';
    const headers: Record<string, string> = checked
      ? { ...job.headers, 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' }
      : { ...job.headers };
    const call = { operation: 'CreateMultipartUpload', method: 'POST', ...where, query: { uploads: '' } } as const;
    const log = logRetries(context, endpoint.connection.maximumAttempts);
    const notice: RetryNotice = (failed, error, pauseMs) => {
      log(failed, error, pauseMs);
      isLost = UNANSWERED.has(error.code);
      if (isLost && !notes) context.log('info', 'upload-maybe-open', MAYBE_OPEN);
    };
    // Cut off by a cancel, an upload could be open that nobody knows the ID of.
    const begun = async () => {
      // What was begun in vain, as it seemed, stays noted: it is looked for when the run is over.
      if (isLost) notes = await intend();
      return answerInTime(
        context.signal,
        async (signal) => {
          const { body } = await endpoint.wire.sendForText({ ...call, headers }, signal);
          const id = elementText(body, 'UploadId');
          if (id === undefined || id === '') throw namedError('NotS3', endpoint.wire.subject(call));
          return new MultipartUpload(job, id, { notes, isResumable });
        },
        (upload) => upload.abort(),
      );
    };
    const upload = await withRetries(endpoint.wire.options.retries, context.signal, begun, notice);
    await notes?.begun(upload.#id).catch(async (error: unknown) => {
      await upload.abort();
      throw error;
    });
    return upload;
  }

  /** Takes note of a part that the storage has. */
  #note(part: DonePart): DonePart {
    if (this.#noted.isResumable) this.#noted.notes?.part(part);
    return part;
  }

  /** Resolves when all parts so far are kept. */
  async kept(): Promise<void> {
    if (this.#noted.isResumable) await this.#noted.notes?.kept();
  }

  /** Sends one part, as often as the connection allows. @throws {ConnectorError}, `SourceFailure` */
  async sendPart(number: number, piece: Piece, signal: AbortSignal, withMd5 = false): Promise<DonePart> {
    const { endpoint, context, where } = this.#job;
    const query = { partNumber: String(number), uploadId: this.#id };
    const call = { operation: 'UploadPart', method: 'PUT', ...where, query } as const;
    const meter = new Meter(context);
    const fingerprint: Fingerprint = {};
    const { headers, checksum, computed } = await withRetries(
      endpoint.wire.options.retries,
      signal,
      () => sendPiece(this.#job, { call, piece, meter, withMd5, fingerprint }, signal),
      logRetries(context, endpoint.connection.maximumAttempts),
    );
    const done = this.#note({ number, length: lengthOf(piece), eTag: headers.etag ?? '', checksum, computed });
    return fingerprint.md5 === undefined ? done : { ...done, md5: fingerprint.md5 };
  }

  /** Has the storage copy a range of another object as one part. @param copy the headers that name the source */
  async copyPart(number: number, range: Range, copy: Copy, signal: AbortSignal): Promise<DonePart> {
    const { endpoint, context, where } = this.#job;
    const query = { partNumber: String(number), uploadId: this.#id };
    const last = range.offset + range.length - 1;
    const headers = { ...copy, 'x-amz-copy-source-range': `bytes=${range.offset}-${last}` };
    const answerMs = copyMs(range.length);
    const call = { operation: 'UploadPartCopy', method: 'PUT', ...where, query, headers, answerMs } as const;
    const body = await copied(endpoint.wire, call, signal, logRetries(context, endpoint.connection.maximumAttempts));
    const eTag = elementText(body, 'ETag');
    if (eTag === undefined) throw namedError('NotS3', endpoint.wire.subject(call));
    const crc = elementText(body, 'ChecksumCRC32');
    return this.#note({
      number,
      length: range.length,
      eTag,
      checksum: crc === undefined ? undefined : { algorithm: 'CRC32', value: crc },
    });
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
    // Then another attempt knows the object again, should the answer be lost together with this agent.
    await this.kept();
    const body = Buffer.from(completeXml(parts, crc !== undefined));
    let lost = this.#noted.isResumed === true;
    const xml = await withRetries(
      endpoint.wire.options.retries,
      context.signal,
      async () => {
        try {
          return await this.#askToComplete(body, parts.length);
        } catch (error) {
          const done = lost && error instanceof ConnectorError && ENDED.has(error.code);
          const found = done ? await this.foundComplete(parts) : undefined;
          if (found) return found;
          lost = true;
          throw error;
        }
      },
      logRetries(context, endpoint.connection.maximumAttempts),
    );
    if ('eTag' in xml) return xml;
    await ensureTags(this.#job);
    const eTag = bareETag(elementText(xml.body, 'ETag') ?? '');
    const stored = elementText(xml.body, 'ChecksumCRC32');
    const whole = stored !== undefined && !stored.includes('-');
    if (whole && crc !== undefined && stored !== crc) throw await this.#removed({ ...xml.headers, etag: `"${eTag}"` });
    const checksum: Checksum | undefined = whole ? { algorithm: 'CRC32', value: stored } : undefined;
    const sent = wholeCrc(parts.map((part) => ({ ...part, checksum: part.computed })));
    const computed: Checksum | undefined = sent === undefined ? undefined : { algorithm: 'CRC32', value: sent };
    this.#noted.notes?.ended({ eTag, size });
    return { headers: xml.headers, eTag, size, checksum, computed, verified: whole && crc !== undefined };
  }

  /**
   * Gives the upload up, also when the run has been canceled; but not when it is left to another attempt, or may be another
   * agent's by now. Never throws: what is left behind is told in the log.
   */
  async abort(): Promise<void> {
    const { endpoint, context, where } = this.#job;
    const { notes } = this.#noted;
    if (notes && !(await notes.mayAbort())) return;
    const query = { uploadId: this.#id };
    const call = { operation: 'AbortMultipartUpload', method: 'DELETE', ...where, query } as const;
    try {
      const milliseconds = notes && context.signal.aborted ? CANCELED_ABORT_MS : ABORT_MS;
      await endpoint.wire.text(call, AbortSignal.timeout(milliseconds));
    } catch (error) {
      if (!(error instanceof ConnectorError && error.code === 'upload-missing')) {
        const why = error instanceof Error ? error.message : String(error);
        const later = notes ? ' It is tried again when the run has ended.' : '';
        const text = `The multipart upload ${this.#id} could not be aborted: ${why}${later}`;
        return context.log('warning', 'upload-left-open', text);
      }
    }
    notes?.ended();
  }

  /** A 200 may still turn out to be an error, as the storage answers before it is done. */
  async #askToComplete(body: Uint8Array, parts: number): Promise<CopyAnswer> {
    const { endpoint, context, where, onlyIfAbsent } = this.#job;
    const headers: Record<string, string> = { 'content-type': 'application/xml' };
    if (onlyIfAbsent) headers['if-none-match'] = '*';
    const query = { uploadId: this.#id };
    const call = { operation: 'CompleteMultipartUpload', method: 'POST', ...where, query, headers, body } as const;
    const answer = await endpoint.wire.sendForText({ ...call, answerMs: parts * COMPLETE_MS_EACH }, context.signal);
    if (!answer.body.includes('<Error>')) return answer;
    const said = errorAnswer(500, answer.body);
    throw answerError(said, endpoint.wire.subject(call));
  }

  /** The answer to a Complete was lost, and the upload is gone: it is done if the object is the one we have sent. */
  async foundComplete(parts: readonly DonePart[]): Promise<(Stored & { verified: boolean }) | undefined> {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const headers = await headObject(this.#job).catch(() => undefined);
    if (!headers || headers['content-length'] !== String(size)) return undefined;
    const eTag = bareETag(headers.etag ?? '');
    const checksum = checksumIn(headers);
    const sameCrc = checksum?.algorithm === 'CRC32' && checksum.value === wholeCrc(parts);
    if (eTag !== multipartETag(parts) && !sameCrc) return undefined;
    await ensureTags(this.#job);
    this.#noted.notes?.ended({ eTag, size });
    return { headers, eTag, size, checksum: sameCrc ? checksum : undefined, verified: true };
  }

  #call(operation: 'CompleteMultipartUpload') {
    return { operation, ...this.#job.where };
  }

  /** Removes what the parts have become, whoever has sent or copied them, and gives the error to throw. */
  async #removed(headers: Readonly<Record<string, string>>): Promise<DamagedWrite> {
    const subject = this.#job.endpoint.wire.subject(this.#call('CompleteMultipartUpload'));
    const damaged = new DamagedWrite(inWords(subject), headers);
    await removeDamaged(this.#job, damaged);
    damaged.isRemoved = true;
    return damaged;
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
