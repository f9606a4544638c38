import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { logRetries } from '../retry-log.ts';
import { S3Error } from '../s3-error.ts';
import type { Where } from '../where.ts';
import type { CopySource } from './source.ts';

/**
 * Deletes what has been moved, on condition that it is still the same where the storage knows the condition.
 * @throws {ConnectorError} `source-not-deleted`: the copy is complete all the same
 */
export async function removeSource(
  endpoint: Endpoint,
  source: CopySource,
  copy: Where,
  context: StepContext,
): Promise<void> {
  const { where, eTag } = source;
  const remove = async (headers: Record<string, string>) => {
    const call = { operation: 'DeleteObject', method: 'DELETE', ...where, headers } as const;
    const notice = logRetries(context, endpoint.connection.maximumAttempts);
    await endpoint.wire.text(call, context.signal, notice);
  };
  try {
    await remove(eTag === '' ? {} : { 'if-match': eTag }).catch((error: unknown) => {
      if (error instanceof S3Error && error.code === 'not-supported') return remove({});
      throw error;
    });
  } catch (error) {
    // Gone already: an earlier answer was lost, or somebody else has deleted it.
    if (error instanceof ConnectorError && error.code === 'key-missing') return;
    if (!(error instanceof ConnectorError) || error.nature === 'canceled') throw error;
    throw new ConnectorError({
      code: 'source-not-deleted',
      message: `The copy "${copy.key}" in the bucket "${copy.bucket}" is complete, but its source could not be deleted: ${error.message}`,
      todo: error.todo,
      cause: error,
    });
  }
}
