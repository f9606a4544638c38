import { randomUUID } from 'node:crypto';
import type { PermissionReport, PermissionResult } from '../../../../shared/asking.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { elementText } from '../../../common/xml.ts';
import type { Endpoint } from '../endpoints.ts';
import { readListPage } from '../list/list-page.ts';
import { bucketOf } from '../where.ts';
import { PERMISSIONS, type Permission, smallestPolicy } from './policy.ts';

type Finding = Pick<PermissionResult, 'result' | 'detail'>;
interface Place {
  bucket: string;
  prefix: string;
}

/**
 * Finds out which permissions the connection has on a bucket and prefix, and leaves nothing behind: writing is proven by a
 * multipart upload that is begun and aborted. @throws {ConnectorError} for what is no matter of permissions, e.g. a missing bucket
 */
export async function checkPermissions(
  endpoint: Endpoint,
  within: { bucket: string; prefix: string },
  signal: AbortSignal,
): Promise<PermissionReport> {
  const place = { bucket: bucketOf('Check permissions', within.bucket.trim(), {}), prefix: within.prefix };
  const list = await checkList(endpoint, place, signal);
  const found: Record<Permission, Finding> = {
    's3:ListBucket': list.finding,
    's3:GetObject': await checkGet(endpoint, place, list, signal),
    's3:PutObject': await checkPut(endpoint, place, signal),
  };
  const on =
    place.prefix === '' ? `the bucket "${place.bucket}"` : `"${place.prefix}…" in the bucket "${place.bucket}"`;
  const denied = PERMISSIONS.filter((permission) => found[permission].result === 'denied');
  return {
    results: PERMISSIONS.map((permission) => ({ permission, on, ...found[permission] })),
    policy: smallestPolicy(denied, { ...place, region: endpoint.connection.region }),
  };
}

interface ListFinding {
  finding: Finding;
  /** Some object under the prefix. */
  key: string | undefined;
}

async function checkList({ wire }: Endpoint, { bucket, prefix }: Place, signal: AbortSignal): Promise<ListFinding> {
  const query = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': '20', prefix };
  try {
    const call = { operation: 'ListObjectsV2', method: 'GET', bucket, query } as const;
    const page = readListPage(Buffer.from(await wire.text(call, signal)));
    // An object that stands for a folder tells as much, but one with content is the usual case.
    const key = page.objects.find((object) => !object.key.endsWith('/'))?.key ?? page.objects[0]?.key;
    return { finding: { result: 'granted', detail: 'A list of the objects was given.' }, key };
  } catch (error) {
    return { finding: deniedOr(error), key: undefined };
  }
}

async function checkGet(
  { wire }: Endpoint,
  { bucket, prefix }: Place,
  { finding, key }: ListFinding,
  signal: AbortSignal,
): Promise<Finding> {
  const asked = key ?? `${prefix}${probeName()}`;
  const call = { operation: 'GetObject', method: 'GET', bucket, key: asked, headers: { range: 'bytes=0-0' } } as const;
  try {
    (await wire.sendPatiently(call, signal)).discard();
    return { result: 'granted', detail: `The object "${asked}" could be read.` };
  } catch (error) {
    const code = error instanceof ConnectorError ? error.code : '';
    // An empty object has no first byte, and an archived one cannot be read just now: both could be read otherwise.
    if (code === 'range-invalid' || code === 'object-archived')
      return { result: 'granted', detail: `The object "${asked}" may be read.` };
    if (code === 'key-missing')
      return key === undefined
        ? {
            result: 'granted',
            detail: 'There is no object yet; that a missing one is called missing shows that reading is allowed.',
          }
        : { result: 'unknown', detail: `The object "${asked}" was deleted meanwhile: check again.` };
    if (code === 'access-denied' && key === undefined && finding.result !== 'granted')
      return {
        result: 'unknown',
        detail: 'Without s3:ListBucket no object is known to try, and a missing one looks like a denied one.',
      };
    return deniedOr(error);
  }
}

const ABORT_MS = 15_000;

async function checkPut({ wire }: Endpoint, { bucket, prefix }: Place, signal: AbortSignal): Promise<Finding> {
  const key = `${prefix}${probeName()}`;
  const begin = { operation: 'CreateMultipartUpload', method: 'POST', bucket, key, query: { uploads: '' } } as const;
  let uploadId: string;
  try {
    // Once, so that a lost answer leaves no upload that nobody knows of beside the one that is aborted.
    uploadId = elementText((await wire.sendForText(begin, signal)).body, 'UploadId') ?? '';
  } catch (error) {
    return deniedOr(error);
  }
  if (uploadId === '') return { result: 'unknown', detail: 'The storage did not say how the upload is called.' };
  const abort = { operation: 'AbortMultipartUpload', method: 'DELETE', bucket, key, query: { uploadId } } as const;
  try {
    // Also when whoever asked has gone away: nothing is left behind.
    await wire.text(abort, AbortSignal.timeout(ABORT_MS));
    return { result: 'granted', detail: 'An upload could be begun; it was aborted, and nothing was written.' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      result: 'granted',
      detail: `An upload could be begun, but not aborted: the empty upload ${uploadId} of "${key}" is left. ${why}`,
    };
  }
}

function probeName(): string {
  return `sluice-permission-check-${randomUUID()}`;
}

/** A refusal is a result; what fails for another reason than a permission is the answer as a whole. */
function deniedOr(error: unknown): Finding {
  if (!(error instanceof ConnectorError)) throw error;
  if (error.code === 'access-denied') return { result: 'denied', detail: error.message };
  if (error.code === 'not-supported' || error.code === 'request-refused')
    return { result: 'unknown', detail: error.message };
  throw error;
}
