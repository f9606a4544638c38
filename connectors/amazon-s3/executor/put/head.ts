import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { checksumHeader } from '../checksums/running-checksum.ts';
import { bareETag, type Where } from '../where.ts';
import { md5OfETag } from './etag.ts';
import { DamagedWrite } from './failures.ts';
import type { Stored, WriteJob } from './job.ts';
import type { Fingerprint } from './send-piece.ts';

/** The headers of the object as it is now. `signal`: by default the run's. @throws {ConnectorError} */
export async function headObject(
  job: Pick<WriteJob, 'endpoint' | 'context' | 'where'>,
  signal: AbortSignal = job.context.signal,
): Promise<Readonly<Record<string, string>>> {
  const { endpoint, where } = job;
  const headers = { 'x-amz-checksum-mode': 'ENABLED' };
  const call = { operation: 'HeadObject', method: 'HEAD', ...where, headers } as const;
  const answer = await endpoint.wire.sendPatiently(call, signal);
  await answer.text().catch(() => '');
  return answer.headers;
}

/**
 * Looks at the object that was just written, for storages whose answer proves nothing: its size must be right. Fills in the
 * ETag where the answer had none. A look that is not allowed proves nothing either way.
 * @throws {ConnectorError}, a {@link DamagedWrite} when the size is wrong
 */
export async function confirmStored(job: WriteJob, stored: Stored): Promise<Stored> {
  const { signal } = job.context;
  const headers = await headObject(job).catch(async (error: unknown) => {
    if (error instanceof ConnectorError && error.code === 'access-denied') return undefined;
    // Canceled while it looked: what is damaged must not stay all the same.
    if (signal.aborted)
      refuseDamaged(job, stored, await headObject(job, AbortSignal.timeout(REMOVE_MS)).catch(() => ({})));
    throw error;
  });
  if (!headers) return stored;
  refuseDamaged(job, stored, headers);
  return { ...stored, eTag: stored.eTag === '' ? bareETag(headers.etag ?? '') : stored.eTag };
}

/** @throws {DamagedWrite} when the headers tell another size than was sent */
function refuseDamaged({ where }: WriteJob, { size }: Stored, headers: Readonly<Record<string, string>>): void {
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== size) throw new DamagedWrite(nameOf(where), headers);
}

/**
 * The object's headers when it is the one we have sent before in vain, as it seemed: it was stored, but the answer was lost.
 * Undefined when it is another one, or nothing proves that it is ours.
 */
export async function oursAfterAll(
  job: WriteJob,
  size: number,
  sent: Fingerprint,
): Promise<Readonly<Record<string, string>> | undefined> {
  const headers = await headObject(job).catch(() => undefined);
  if (!headers || headers['content-length'] !== String(size)) return undefined;
  const stored = sent.checksum && headers[checksumHeader(sent.checksum.algorithm)];
  const same = stored !== undefined && stored === sent.checksum?.value;
  return same || (sent.md5 !== undefined && md5OfETag(headers) === sent.md5) ? headers : undefined;
}

/**
 * Removes a damaged object, also when the run has been canceled meanwhile, unless somebody has written another one. Never throws:
 * failing is told in the log.
 */
export async function removeDamaged(
  job: WriteJob,
  damaged: { eTag: string | undefined; versionId: string | undefined },
): Promise<void> {
  const { endpoint, context, where } = job;
  try {
    const signal = AbortSignal.timeout(REMOVE_MS);
    const versioned = damaged.versionId !== undefined && damaged.versionId !== 'null';
    if (!versioned) {
      // In an answer's body it stands in quotation marks also where the storage's headers have none.
      const { etag = '' } = await headObject(job, signal);
      if (bareETag(etag) !== bareETag(damaged.eTag ?? '')) return;
    }
    await endpoint.wire.text(
      {
        operation: 'DeleteObject',
        method: 'DELETE',
        ...where,
        query: versioned && damaged.versionId !== undefined ? { versionId: damaged.versionId } : {},
      },
      signal,
    );
    context.log('warning', 'damaged-removed', `${capital(nameOf(where))} was damaged on its way and has been removed.`);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'key-missing') return;
    const why = error instanceof Error ? error.message : String(error);
    context.log('warning', 'damaged-left', `${capital(nameOf(where))} is damaged and could not be removed: ${why}`);
  }
}

const REMOVE_MS = 15_000;

function nameOf({ bucket, key }: Where): string {
  return `the object "${key}" in the bucket "${bucket}"`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
