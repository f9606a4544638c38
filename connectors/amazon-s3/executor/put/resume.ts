import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { TakenUpload } from '../../../../shared/runs/payload.ts';
import type { EarlierUpload } from '../../../../shared/runs/uploads.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import { cutInParts, type Part } from '../plan/parts.ts';
import { bareETag } from '../where.ts';
import type { DonePart } from './done-parts.ts';
import { headObject } from './head.ts';
import type { Stored, WriteJob } from './job.ts';
import { listParts } from './list-parts.ts';
import { type ListedPart, type MergedParts, mergeParts } from './merge-parts.ts';
import { MultipartUpload } from './multipart.ts';
import { obstacleTo, type Resumable, uploadPlan } from './upload-plan.ts';

/** What is left of an earlier attempt: its object, or its upload with what is there of it. */
export type Resumed =
  | { readonly stored: Stored & { verified: boolean } }
  | { readonly upload: MultipartUpload; readonly parts: readonly Part[]; readonly merged: MergedParts };

/**
 * Looks what earlier attempts at the run have left of an object, and takes up what can be gone on with: of an upload, the
 * storage itself is asked which parts it has. Whatever else there is, is aborted. Undefined when there is nothing.
 * @throws {ConnectorError}
 */
export async function resume(job: WriteJob, resumable: Resumable): Promise<Resumed | undefined> {
  const { context, where } = job;
  let resumed: Resumed | undefined;
  for (const taken of context.uploads?.take(where.bucket, where.key) ?? []) {
    const { upload: earlier } = taken;
    const obstacle = resumed ? 'another one is gone on with' : obstacleTo(earlier, uploadPlan(job, resumable));
    if (earlier.completed) resumed ??= obstacle === undefined ? await completedBefore(job, earlier) : undefined;
    // Without an ID it is an empty one, which is looked for when the run is over.
    else if (earlier.uploadId !== undefined)
      resumed ??= await takeUp(job, taken, MultipartUpload.taken(job, earlier.uploadId, taken.notes), obstacle);
  }
  return resumed;
}

async function completedBefore(job: WriteJob, { completed }: EarlierUpload): Promise<Resumed | undefined> {
  if (!completed || completed.eTag === '') return undefined;
  const headers = await headObject(job).catch(() => undefined);
  const eTag = bareETag(headers?.etag ?? '');
  if (!headers || eTag !== completed.eTag || headers['content-length'] !== String(completed.size)) return undefined;
  return { stored: { headers, eTag, size: completed.size, checksum: checksumIn(headers), verified: true } };
}

async function takeUp(
  job: WriteJob,
  { upload: earlier, notes }: TakenUpload,
  upload: MultipartUpload,
  obstacle: string | undefined,
): Promise<Resumed | undefined> {
  const { endpoint, context } = job;
  if (obstacle !== undefined) {
    const text = `A multipart upload of an earlier attempt is not gone on with, as ${obstacle}: it is aborted.`;
    context.log('info', 'upload-not-resumed', text);
    await upload.abort();
    return undefined;
  }
  const recorded: DonePart[] = earlier.parts.map((part) => ({ ...part, checksum: part.checksum }));
  const parts = cutInParts(earlier.size ?? 0, earlier.partSize ?? 0);
  const listed = await partsAt(job, earlier.uploadId ?? '', recorded);
  if (listed) {
    if (!earlier.checked && endpoint.traits.checksums === 'unknown') endpoint.traits.checksums = 'when-required';
    const merged = mergeParts(parts, recorded, listed);
    return { upload, parts, merged };
  }
  const isWhole = mergeParts(parts, recorded, recorded.map(asListed)).missing.length === 0;
  const sorted = recorded.toSorted((a, b) => a.number - b.number);
  const stored = isWhole ? await upload.foundComplete(sorted) : undefined;
  if (stored) return { stored };
  notes.ended();
  context.log('info', 'upload-gone', `${GONE} Everything is sent again.`);
  return undefined;
}

export const GONE = 'The multipart upload of an earlier attempt is gone from the storage.';

/** What the storage lists; undefined when it does not know the upload. Where listing is not allowed, what was recorded counts. */
async function partsAt(
  { endpoint, context, where }: WriteJob,
  uploadId: string,
  recorded: readonly DonePart[],
): Promise<ListedPart[] | undefined> {
  try {
    return await listParts(endpoint, where, uploadId, context);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === 'upload-missing') return undefined;
    if (error.code !== 'access-denied' && error.code !== 'not-supported') throw error;
    context.log('info', 'parts-not-listed', `${error.message} What the run has noted itself of its parts counts.`);
    return recorded.map(asListed);
  }
}

const asListed = ({ number, length, eTag, checksum }: DonePart): ListedPart => ({
  number,
  size: length,
  eTag,
  crc32: checksum?.algorithm === 'CRC32' ? checksum.value : undefined,
});
