import type { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { checksumHeader } from '../checksums/running-checksum.ts';
import { networkError } from '../errors.ts';
import { S3Error } from '../s3-error.ts';
import type { ChecksumMode } from '../storage-traits.ts';
import { inWords } from '../subject.ts';
import type { Call } from '../wire/call.ts';
import { md5OfETag } from './etag.ts';
import { DamagedWrite } from './failures.ts';
import type { WriteJob } from './job.ts';
import type { Meter } from './meter.ts';
import { type Checksum, lengthOf, type Piece, type Prepared, prepare } from './piece.ts';

export interface SentPiece {
  readonly headers: Readonly<Record<string, string>>;
  /** As the storage has verified or echoed it. */
  readonly checksum: Checksum | undefined;
  /** Of what was sent, whether or not the storage has looked at it. */
  readonly computed: Checksum | undefined;
  /** The MD5, in hex, that both the source's and the target's ETag are, where that was all the proof. */
  readonly md5?: string | undefined;
  /** Whether a checksum or an ETag has proven that what is stored is what was sent. */
  readonly verified: boolean;
}

/** What is known of a piece's bytes once they have been sent, whatever became of them. */
export interface Fingerprint {
  checksum?: Checksum | undefined;
  md5?: string | undefined;
}

export interface PieceToSend {
  readonly call: Call;
  readonly piece: Piece;
  readonly declared?: Checksum | undefined;
  /** See {@link PutJob.likelyMd5}; only for a piece that is the whole content. */
  readonly likelyMd5?: string | undefined;
  /** The likely MD5 must be right: nothing else tells whether what was read from the source was damaged on the way. */
  readonly isBinding?: boolean;
  /** Have the MD5 computed in any case. */
  readonly withMd5?: boolean;
  readonly meter: Meter;
  /** Filled in, also when sending fails. */
  readonly fingerprint?: Fingerprint;
}

/**
 * Sends one piece, once, with the best checksum that the storage takes. A storage that refuses the checksum gets the piece
 * again without, and this is remembered for all that follows.
 * @throws {ConnectorError}, of which a {@link DamagedWrite} means that the storage has stored something else; `SourceFailure`
 */
export async function sendPiece(job: WriteJob, what: PieceToSend, signal: AbortSignal): Promise<SentPiece> {
  const { traits, wire } = job.endpoint;
  const subject = wire.subject(what.call);
  let { likelyMd5 } = what;
  let mode = traits.checksums;
  const isKms = job.headers['x-amz-server-side-encryption']?.startsWith('aws:kms') === true;
  // A write that must not replace anything cannot be sent once more to have the MD5 computed.
  const isConditional = what.call.headers?.['if-none-match'] !== undefined && (what.isBinding || mode !== 'full');
  let suspect: Headers | undefined;
  let sourceMd5 = isConditional || (what.isBinding === true && (isKms || traits.eTagsAreOpaque));
  const { bucket } = what.call;
  // Never where a second sending, should the ETag prove nothing, would be refused.
  let isByMd5 =
    'content' in what.piece &&
    what.declared === undefined &&
    what.call.headers?.['if-none-match'] === undefined &&
    !isKms &&
    // What must have its MD5 is not stored with another one: a trailer could not tell that.
    (traits.md5Buckets.has(bucket) || (what.isBinding === true && mode === 'unknown'));
  for (;;) {
    const byMd5 = isByMd5 && likelyMd5 !== undefined && !sourceMd5;
    const prepared = prepare(what.piece, {
      mode,
      declared: what.declared,
      withCrc: !byMd5,
      withMd5: what.withMd5 || (sourceMd5 && likelyMd5 !== undefined) || (mode !== 'full' && likelyMd5 === undefined),
      requiredMd5: what.isBinding ? likelyMd5 : undefined,
      begun: () => what.meter.restart(),
      sent: (bytes) => what.meter.add(bytes),
    });
    const outcome = await attempt(job, what.call, prepared, signal)
      .catch((error: unknown) => {
        // What was stored before, and was to be replaced, must not stay.
        throw suspect ? new DamagedWrite(inWords(subject), suspect) : error;
      })
      .finally(() => Object.assign(what.fingerprint ?? {}, { checksum: prepared.checksum(), md5: prepared.md5() }));
    if ('refused' in outcome) {
      if (mode !== 'unknown') throw suspect ? new DamagedWrite(inWords(subject), suspect) : outcome.refused;
      mode = 'when-required';
      continue;
    }
    const { headers } = outcome;
    suspect = headers;
    if ('bytes' in what.piece) {
      what.meter.restart();
      what.meter.add(lengthOf(what.piece));
    }
    const learnt = learn(mode, prepared, headers);
    if (learnt === 'when-required' && traits.checksums !== 'when-required') logForgone(job, subject.host);
    traits.checksums = learnt;
    const verdict = judge(learnt, prepared, headers, likelyMd5);
    if (verdict === 'differs') throw new DamagedWrite(inWords(subject), headers);
    if (byMd5) {
      if (verdict === 'verified')
        return { headers, checksum: undefined, computed: undefined, md5: likelyMd5, verified: true };
      // Damaged, or no MD5 any more, as after a change of the bucket's encryption: the next sending tells by all means.
      traits.md5Buckets.delete(bucket);
      isByMd5 = false;
      if (what.isBinding) sourceMd5 = true;
      else likelyMd5 = undefined;
      continue;
    }
    if (likelyMd5 !== undefined && md5OfETag(headers) === likelyMd5) traits.md5Buckets.add(bucket);
    // The first object at a storage may have been stored with its framing: that is not the source's fault.
    const framed = mode === 'unknown' && learnt === 'when-required';
    mode = learnt;
    if (verdict === 'unlikely' && framed) continue;
    const md5 = prepared.md5();
    if (what.isBinding && likelyMd5 !== undefined && md5OfETag(headers) !== likelyMd5) {
      // The ETag is not the MD5 it should be: only that of the bytes themselves tells why, computed once more from the start.
      if (md5 === undefined) {
        sourceMd5 = true;
        continue;
      }
      if (md5 !== likelyMd5) throw new DamagedWrite(inWords(subject), headers, 'read');
      traits.eTagsAreOpaque = true;
    } else if (verdict === 'unlikely') {
      likelyMd5 = undefined;
      if (learnt !== 'full' && md5 === undefined) continue;
    }
    const verified = verdict !== 'unproven';
    return { headers, checksum: prepared.checksum(), computed: prepared.computed(), verified };
  }
}

async function attempt(
  job: WriteJob,
  call: Call,
  prepared: Prepared,
  signal: AbortSignal,
): Promise<{ headers: Readonly<Record<string, string>> } | { refused: ConnectorError }> {
  const headers = mergeEncoding({ ...call.headers }, prepared.headers);
  const { body, payloadHash } = prepared;
  try {
    const answer = await job.endpoint.wire.send(
      payloadHash === undefined ? { ...call, headers, body } : { ...call, headers, body, payloadHash },
      signal,
    );
    await answer.text();
    return answer;
  } catch (error) {
    if (error instanceof S3Error && refusesChecksums(error)) return { refused: error };
    throw networkError(error, job.endpoint.wire.subject(call));
  }
}

/** The object's own Content-Encoding stays in front of the framing's. */
function mergeEncoding(own: Record<string, string>, added: Record<string, string>): Record<string, string> {
  const both = own['content-encoding'] !== undefined && added['content-encoding'] !== undefined;
  return both
    ? { ...own, ...added, 'content-encoding': `${own['content-encoding']},${added['content-encoding']}` }
    : { ...own, ...added };
}

/** What storages answer that know no trailers or no checksum headers; the same answers may have another cause, though. */
const REFUSALS = new Set([
  'MissingContentLength',
  'NotImplemented',
  'InvalidRequest',
  'InvalidArgument',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
  'MalformedTrailerError',
  'InvalidChunkSizeError',
  'SignatureDoesNotMatch',
]);

function refusesChecksums(error: S3Error): boolean {
  return [411, 501].includes(error.status) || (error.status >= 400 && REFUSALS.has(error.errorName));
}

function logForgone(job: WriteJob, host: string): void {
  job.context.log(
    'info',
    'checksums-when-required',
    `The storage at ${host} does not verify checksums sent with uploads; the ETags it answers with are compared instead.`,
  );
}

type Headers = Readonly<Record<string, string>>;

/** A storage that verifies a checksum says so by answering with it. */
function learn(mode: ChecksumMode, prepared: Prepared, headers: Headers): ChecksumMode {
  const checksum = prepared.checksum();
  if (!checksum || mode === 'full') return mode;
  return headers[checksumHeader(checksum.algorithm)] === undefined ? 'when-required' : 'full';
}

type Verdict = 'verified' | 'unproven' | 'unlikely' | 'differs';

/**
 * What proves what (see docs/integrity.md): a checksum that the storage verified, or an MD5 that its ETag is, proves that what is
 * stored is what was sent; the source's likely MD5, where it is the same, also that what was sent is what the source holds.
 */
function judge(mode: ChecksumMode, prepared: Prepared, headers: Headers, likelyMd5: string | undefined): Verdict {
  const checksum = prepared.checksum();
  const stored = md5OfETag(headers);
  const computed = prepared.md5();
  const echo = mode === 'full' && checksum ? headers[checksumHeader(checksum.algorithm)] : undefined;
  if (echo !== undefined && echo !== checksum?.value) return 'differs';
  if (echo === undefined && computed !== undefined && stored !== undefined && stored !== computed) return 'differs';
  const md5 = computed ?? stored;
  if (likelyMd5 !== undefined && md5 !== undefined && md5 !== likelyMd5) return 'unlikely';
  return (mode === 'full' && checksum !== undefined) || stored !== undefined ? 'verified' : 'unproven';
}
