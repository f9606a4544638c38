import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Where } from '../where.ts';
import type { PutJob } from './job.ts';

/** The headers of the object as it is now. @throws {ConnectorError} */
export async function headObject(job: PutJob): Promise<Readonly<Record<string, string>>> {
  const { endpoint, context, where } = job;
  const answer = await endpoint.wire.sendPatiently(
    { operation: 'HeadObject', method: 'HEAD', ...where },
    context.signal,
  );
  answer.discard();
  return answer.headers;
}

/**
 * Whether the object that was just written has the right size, for storages whose answer proves nothing; undefined when it may
 * not be looked at.
 */
export async function hasSize(job: PutJob, size: number): Promise<boolean | undefined> {
  try {
    const headers = await headObject(job);
    return headers['content-length'] === undefined ? undefined : Number(headers['content-length']) === size;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'access-denied') return undefined;
    throw error;
  }
}

/** Removes a damaged object, unless somebody has written another one meanwhile. Never throws: failing is told in the log. */
export async function removeDamaged(
  job: PutJob,
  damaged: { eTag: string | undefined; versionId: string | undefined },
): Promise<void> {
  const { endpoint, context, where } = job;
  try {
    const signal = AbortSignal.timeout(REMOVE_MS);
    const versioned = damaged.versionId !== undefined && damaged.versionId !== 'null';
    if (!versioned && (await headObject(job)).etag !== damaged.eTag) return;
    await endpoint.wire.text(
      {
        operation: 'DeleteObject',
        method: 'DELETE',
        ...where,
        query: versioned && damaged.versionId !== undefined ? { versionId: damaged.versionId } : {},
      },
      signal,
    );
    context.log('warning', 'damaged-removed', `${nameOf(where)} was damaged on its way and has been removed.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.log('warning', 'damaged-left', `${nameOf(where)} is damaged and could not be removed: ${why}`);
  }
}

const REMOVE_MS = 15_000;

function nameOf({ bucket, key }: Where): string {
  return `The object "${key}" in the bucket "${bucket}"`;
}
