import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { UploadPlace } from '../../../../shared/runs/uploads.ts';
import { eachElement, elementText } from '../../../common/xml.ts';
import type { Endpoint } from '../endpoints.ts';
import { listParts } from './list-parts.ts';

/** An upload that nobody knows the ID of was begun at about the time that it was noted, by clocks that may differ. */
const BEFORE_MS = 60_000;
const AFTER_MS = 600_000;

/**
 * Aborts an upload that a run has left open, and looks whether it is gone. One whose ID nobody knows is looked for: to that
 * object, of about that time, and still empty. Gives how many were open. @throws {ConnectorError}
 */
export async function abortUpload(endpoint: Endpoint, place: UploadPlace, signal: AbortSignal): Promise<number> {
  return abortAll(endpoint, place, signal).catch((error: unknown) => {
    // With the bucket all its uploads are gone.
    if (error instanceof ConnectorError && error.code === 'bucket-missing') return 0;
    throw error;
  });
}

async function abortAll(endpoint: Endpoint, place: UploadPlace, signal: AbortSignal): Promise<number> {
  if (place.uploadId !== undefined) return (await abort(endpoint, place, place.uploadId, signal)) ? 1 : 0;
  let aborted = 0;
  for (const uploadId of await strays(endpoint, place, signal)) {
    const parts = await partsOf(endpoint, place, uploadId, signal);
    if (parts === 0 && (await abort(endpoint, place, uploadId, signal))) aborted += 1;
  }
  return aborted;
}

/** Whether there was anything to abort. Parts on their way can outlive an abort: then it has to be done once more. */
async function abort(endpoint: Endpoint, place: UploadPlace, uploadId: string, signal: AbortSignal): Promise<boolean> {
  const { bucket, key } = place;
  const call = { operation: 'AbortMultipartUpload', method: 'DELETE', bucket, key, query: { uploadId } } as const;
  try {
    await endpoint.wire.text(call, signal);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'upload-missing') return false;
    throw error;
  }
  if (((await partsOf(endpoint, place, uploadId, signal)) ?? 0) > 0)
    throw new ConnectorError({
      code: 'upload-still-open',
      message: `The multipart upload ${uploadId} of "${key}" in the bucket "${bucket}" still holds parts after its abort.`,
      todo: 'It is aborted again.',
      nature: 'transient',
    });
  return true;
}

/** How many parts an upload has; undefined when it is gone, or one must not look. */
async function partsOf(
  endpoint: Endpoint,
  where: UploadPlace,
  uploadId: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    return (await listParts(endpoint, where, uploadId, { signal, log: () => undefined })).length;
  } catch (error) {
    if (error instanceof ConnectorError && ['upload-missing', 'access-denied'].includes(error.code)) return undefined;
    throw error;
  }
}

/** Uploads to the object that may be the one that nobody knows the ID of. */
async function strays(endpoint: Endpoint, place: UploadPlace, signal: AbortSignal): Promise<string[]> {
  const { bucket, key, others } = place;
  const noted = Date.parse(place.startedAt);
  const found: string[] = [];
  let marker: Record<string, string> = {};
  for (;;) {
    const query = { uploads: '', prefix: key, ...marker };
    const xml = await endpoint.wire.text({ operation: 'ListMultipartUploads', method: 'GET', bucket, query }, signal);
    eachElement(xml, 'Upload', (from, to) => {
      const uploadId = elementText(xml, 'UploadId', from, to) ?? '';
      const age = Date.parse(elementText(xml, 'Initiated', from, to) ?? '') - noted;
      if (elementText(xml, 'Key', from, to) !== key || uploadId === '' || others.includes(uploadId)) return;
      if (age >= -BEFORE_MS && age <= AFTER_MS) found.push(uploadId);
    });
    const next = elementText(xml, 'NextKeyMarker');
    // Further keys only begin with this one.
    if (elementText(xml, 'IsTruncated') !== 'true' || next !== key) return found;
    const nextMarker = { 'key-marker': next, 'upload-id-marker': elementText(xml, 'NextUploadIdMarker') ?? '' };
    if (JSON.stringify(nextMarker) === JSON.stringify(marker)) return found;
    marker = nextMarker;
  }
}
