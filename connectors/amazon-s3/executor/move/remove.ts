import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import type { CopySource } from './source.ts';

const REMOVE_MS = 15_000;

/** Removes a copy that is not proven good, so that nobody takes it for one. Never throws: failing is told in the log. */
export async function removeBadCopy(endpoint: Endpoint, copy: CopySource, context: StepContext): Promise<void> {
  const { bucket, key } = copy.where;
  const version = copy.headers['x-amz-version-id'];
  const query: Record<string, string> = version === undefined || version === 'null' ? {} : { versionId: version };
  try {
    const call = { operation: 'DeleteObject', method: 'DELETE', bucket, key, query } as const;
    await endpoint.wire.text(call, AbortSignal.timeout(REMOVE_MS));
    context.log('warning', 'damaged-removed', `The copy "${key}" in the bucket "${bucket}" was removed.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.log('warning', 'damaged-left', `The copy "${key}" in the bucket "${bucket}" could not be removed: ${why}`);
  }
}
