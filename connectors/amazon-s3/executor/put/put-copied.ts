import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { elementText } from '../../../common/xml.ts';
import { type ChecksumAlgorithm, checksumIn } from '../checksums/running-checksum.ts';
import { askForCopy, copyMs } from '../move/copied.ts';
import { writeByCopy } from '../move/copy-parts.ts';
import { countCopied } from '../move/count-copied.ts';
import { prove } from '../move/prove.ts';
import { removeBadCopy } from '../move/remove.ts';
import { type CopySource, copyHeaders, lookAt, requireSame } from '../move/source.ts';
import { isAmazon } from '../plan/account.ts';
import { MiB } from '../plan/parts.ts';
import type { CopyPlan } from '../plan/plan-transfer.ts';
import { logRetries } from '../retry-log.ts';
import { S3Error } from '../s3-error.ts';
import { bareETag } from '../where.ts';
import { ensureTags } from './ensure-tags.ts';
import { md5OfETag } from './etag.ts';
import { oursAfterAll } from './head.ts';
import type { PutJob, Stored } from './job.ts';

/** Why the storage has not copied, in its own words where it has said something; nothing is left of what it tried. */
export interface Refusal {
  readonly words: string;
  /** Whether it knows no copies at all, so that asking again is for nothing. */
  readonly always: boolean;
}

/**
 * Writes an object by having the storage copy another one: with what describes it as a streamed Put would have it, on
 * condition that the source is what it was, and proven afterwards.
 * @throws {ConnectorError} `source-changed`, `precondition-failed`, …
 */
export async function putCopied(
  job: PutJob,
  source: CopySource,
  plan: CopyPlan,
): Promise<{ stored: Stored } | { refused: Refusal }> {
  let counted = 0;
  const context: PutJob['context'] = {
    ...job.context,
    copied: (bytes) => {
      counted += bytes;
      countCopied(job.context, bytes);
    },
  };
  const counting = { ...job, context };
  try {
    const made = plan.parts ? await writeByCopy(counting, source, plan.parts) : await copyWhole(counting, source);
    return { stored: await proven(job, source, made) };
  } catch (error) {
    if (counted > 0) countCopied(job.context, -counted);
    const refused = await refusalIn(job, source, error);
    if (refused) return { refused };
    throw error;
  }
}

async function copyWhole(job: PutJob, source: CopySource): Promise<Stored> {
  const { endpoint, context, where } = job;
  const algorithm = algorithmOf(job);
  const headers: Record<string, string> = {
    ...job.headers,
    ...copyHeaders(source),
    'x-amz-metadata-directive': 'REPLACE',
    'x-amz-tagging-directive': 'REPLACE',
  };
  if (algorithm) headers['x-amz-checksum-algorithm'] = algorithm;
  if (job.onlyIfAbsent) headers['if-none-match'] = '*';
  const call = { operation: 'CopyObject', method: 'PUT', ...where, headers, answerMs: copyMs(source.size) } as const;
  let isAnotherTry = false;
  const log = logRetries(context, endpoint.connection.maximumAttempts);
  try {
    const { body, headers: answered } = await askForCopy(endpoint.wire, call, context.signal, (...about) => {
      isAnotherTry = true;
      log(...about);
    });
    if (!isAmazon(endpoint.connection)) await ensureTags(job);
    countCopied(context, source.size);
    const eTag = bareETag(elementText(body, 'ETag') ?? answered.etag ?? '');
    return { headers: answered, eTag, size: source.size, checksum: checksumOf(body, algorithm) };
  } catch (error) {
    const ours = isAnotherTry && isPrecondition(error) ? await foundOurs(job, source) : undefined;
    if (ours) return ours;
    throw error;
  }
}

/** The checksum the storage is to keep of the copy: as of what is sent, the one of the source, else CRC32. */
function algorithmOf({ endpoint, content }: PutJob): ChecksumAlgorithm | undefined {
  return endpoint.traits.checksums === 'when-required' ? undefined : (content.checksum?.algorithm ?? 'CRC32');
}

function checksumOf(body: string, algorithm: ChecksumAlgorithm | undefined): Stored['checksum'] {
  const value = algorithm && elementText(body, `Checksum${algorithm}`);
  return !value || value.includes('-') || elementText(body, 'ChecksumType') === 'COMPOSITE'
    ? undefined
    : { algorithm, value };
}

/** The copy, when an earlier try had made it and only its answer was lost. */
async function foundOurs(job: PutJob, source: CopySource): Promise<Stored | undefined> {
  const sent = { checksum: job.content.checksum, md5: md5OfETag(source.headers) };
  const headers = await oursAfterAll(job, source.size, sent);
  if (!headers) return undefined;
  countCopied(job.context, source.size);
  return { headers, eTag: bareETag(headers.etag ?? ''), size: source.size, checksum: checksumIn(headers) };
}

const NEVER = new AbortController().signal;

/** Above this a look at the copy costs nothing beside the copy. Below, what the storage has said of it can be proof enough. */
const LOOK_FROM = MiB;

/**
 * The copy, proven to be the source's equal: by its MD5 or checksum as the storage has told, else by a look at both.
 * @throws {BadCopy} removed already; {ConnectorError} `source-changed`
 */
async function proven(given: PutJob, source: CopySource, made: Stored): Promise<Stored> {
  // Also when the run is canceled meanwhile: what is no copy must not stay.
  const context = { ...given.context, signal: NEVER };
  const job = { ...given, context };
  const { endpoint, where } = job;
  if (source.size <= LOOK_FROM && isToldEqual(job, source, made)) return made;
  const copy = await lookAt(endpoint, where, context).catch((error: unknown) => {
    // A look that is not allowed proves nothing either way.
    if (error instanceof ConnectorError && error.code === 'access-denied') return undefined;
    throw error;
  });
  if (!copy) return made;
  try {
    prove(source, copy, made.eTag);
  } catch (error) {
    const isOurs = made.eTag !== '' && bareETag(copy.eTag) === made.eTag;
    if (isOurs) await removeBadCopy(endpoint, copy, context);
    requireSame(source, await lookAtSource(job, source));
    throw new BadCopy(error);
  }
  // Not every storage heeds the condition on the source; only where the bytes are proven is there no need to ask.
  if (!isToldEqual(job, source, { ...made, headers: copy.headers, eTag: bareETag(copy.eTag) })) {
    try {
      requireSame(source, await lookAtSource(job, source));
    } catch (error) {
      if (bareETag(copy.eTag) === made.eTag) await removeBadCopy(endpoint, copy, context);
      throw error;
    }
  }
  return {
    ...made,
    headers: { ...copy.headers, ...made.headers },
    checksum: made.checksum ?? checksumIn(copy.headers),
  };
}

/** Whether the MD5s or the checksums of source and copy are known and equal. */
function isToldEqual({ content }: PutJob, source: CopySource, made: Stored): boolean {
  const before = md5OfETag(source.headers);
  const after = md5OfETag({ ...made.headers, etag: made.eTag });
  if (before !== undefined && after !== undefined) return before === after;
  const stored = made.checksum ?? checksumIn(made.headers);
  return content.checksum !== undefined && stored?.algorithm === content.checksum.algorithm
    ? stored.value === content.checksum.value
    : false;
}

function lookAtSource({ endpoint, context }: PutJob, { where, versionId }: CopySource): Promise<CopySource> {
  return lookAt(endpoint, where, context, versionId);
}

/** What the storage has made is no copy. */
class BadCopy extends Error {
  override readonly name = 'BadCopy';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'it is not the object', { cause });
  }
}

/** Codes of errors that may be about copying alone: written in another way, the object may well be stored. */
const REFUSALS = new Set([
  'access-denied',
  'not-supported',
  'region-wrong',
  'request-refused',
  'object-too-large',
  'endpoint-not-s3',
]);
const SOURCE_GONE = new Set(['key-missing', 'version-missing', 'range-invalid']);

/** The refusal that an error is; undefined for one that ends the step. @throws {ConnectorError} `source-changed` */
async function refusalIn(job: PutJob, source: CopySource, error: unknown): Promise<Refusal | undefined> {
  if (error instanceof BadCopy) return { words: error.message, always: false };
  if (!(error instanceof S3Error)) return undefined;
  if (isPrecondition(error) || SOURCE_GONE.has(error.code)) {
    requireSame(source, await lookAtSource(job, source).catch(() => GONE));
    // The source is what it was: it is the condition on the target, or one that the storage does not understand.
    return job.onlyIfAbsent && isPrecondition(error) ? undefined : { words: error.message, always: false };
  }
  return REFUSALS.has(error.code)
    ? { words: error.message, always: error.code === 'not-supported' && !job.onlyIfAbsent }
    : undefined;
}

const GONE: CopySource = { where: { bucket: '', key: '' }, headers: {}, size: -1, eTag: '' };

function isPrecondition(error: unknown): boolean {
  return error instanceof ConnectorError && error.code === 'precondition-failed';
}
