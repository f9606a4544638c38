import type { StepContext } from '../../../../shared/runs/payload.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import type { Endpoint } from '../endpoints.ts';
import { getTags } from '../get/tags.ts';
import type { WriteJob } from '../put/job.ts';
import { type DonePart, MultipartUpload, multipartETag } from '../put/multipart.ts';
import type { Part } from '../put/plan.ts';
import { memberText, type Where } from '../where.ts';
import { encodeUri } from '../wire/uri.ts';
import { type CopySource, copyHeaders, keptByHeader } from './source.ts';

const AT_A_TIME = 4;

/** What a multipart copy does not take over by itself: everything. */
const DESCRIBING = [
  'content-type',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
];

/**
 * Copies an object in parts, at the storage; gives the ETag that the copy must have. When it fails or is canceled the upload
 * is aborted. @throws {ConnectorError}
 */
export async function copyInParts(
  endpoint: Endpoint,
  source: CopySource,
  where: Where,
  parts: readonly Part[],
  context: StepContext,
): Promise<string> {
  const checksum = checksumIn(source.headers);
  const job: WriteJob = {
    endpoint,
    context,
    where,
    headers: {
      ...describing(source),
      ...keptByHeader(source.headers),
      ...(await taggingOf(endpoint, source, context)),
    },
    onlyIfAbsent: false,
    content: checksum ? { checksum } : {},
  };
  const upload = await MultipartUpload.begin(job);
  try {
    const done = await copyAll(upload, source, parts, context);
    const { eTag } = await upload.complete(done);
    // Where a KMS key encrypts, also by the target bucket's default, only the storage knows the ETag.
    return eTag === '' ? multipartETag(done) : eTag;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

async function copyAll(
  upload: MultipartUpload,
  source: CopySource,
  parts: readonly Part[],
  context: StepContext,
): Promise<DonePart[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const done: DonePart[] = [];
  const waiting = parts.values();
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    for (const part of waiting) {
      if (failure) return;
      try {
        done.push(await upload.copyPart(part.number, part, copyHeaders(source), signal));
        context.moved(part.length);
      } catch (error) {
        failure ??= { error };
        stop.abort();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, parts.length) }, worker));
  if (failure) throw failure.error;
  return done.sort((a, b) => a.number - b.number);
}

function describing({ headers }: CopySource): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => DESCRIBING.includes(name) || name.startsWith('x-amz-meta-')),
  );
}

async function taggingOf(
  endpoint: Endpoint,
  source: CopySource,
  context: StepContext,
): Promise<Record<string, string>> {
  if (source.headers['x-amz-tagging-count'] === '0') return {};
  const tags = await getTags(endpoint, source.where, {}, context);
  const text = tags.map((tag) => `${encodeUri(memberText(tag, 'name'))}=${encodeUri(memberText(tag, 'value'))}`);
  return text.length === 0 ? {} : { 'x-amz-tagging': text.join('&') };
}
