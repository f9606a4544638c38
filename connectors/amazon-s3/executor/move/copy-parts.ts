import type { StepContext } from '../../../../shared/runs/payload.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import type { Endpoint } from '../endpoints.ts';
import { getTags } from '../get/tags.ts';
import type { Part } from '../plan/parts.ts';
import { multipartETag } from '../put/done-parts.ts';
import type { Stored, WriteJob } from '../put/job.ts';
import { uploadInParts } from '../put/upload-in-parts.ts';
import { sourceOfCopy } from '../put/upload-plan.ts';
import { memberText, type Where } from '../where.ts';
import { encodeUri } from '../wire/uri.ts';
import { countCopied } from './count-copied.ts';
import { type CopySource, copyHeaders, keptByHeader } from './source.ts';

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
 * Copies an object in parts, at the storage, with all that describes it; gives the ETag that the copy must have.
 * @throws {ConnectorError}
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
  return (await writeByCopy(job, source, parts)).eTag;
}

/**
 * Writes an object by copying another one in parts, at the storage. When it fails or is canceled the upload is aborted.
 * @throws {ConnectorError}
 */
export function writeByCopy(job: WriteJob, source: CopySource, parts: readonly Part[]): Promise<Stored> {
  return uploadInParts(job, {
    parts,
    size: source.size,
    partSize: parts[0]?.length ?? 0,
    source: sourceOfCopy(source),
    put: async (upload, part, { context }, signal) => {
      const done = await upload.copyPart(part.number, part, copyHeaders(source), signal);
      countCopied(context, part.length);
      return done;
    },
    // Where a KMS key encrypts, also by the target bucket's default, only the storage knows the ETag.
    finish: (stored, done) => (stored.eTag === '' ? { ...stored, eTag: multipartETag(done) } : stored),
    count: countCopied,
  });
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
