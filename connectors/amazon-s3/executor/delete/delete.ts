import { z } from 'zod';
import type { ExecutableActivity } from '../../../../shared/connector.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { parseSettings, textField } from '../../../common/parse-settings.ts';
import type { Endpoint } from '../endpoints.ts';
import { logRetries } from '../retry-log.ts';
import { whereOf } from '../where.ts';

const DeleteSettings = z.object({ bucket: textField, key: textField, versionId: textField });

/** Executes a Delete Object. A key that is not there is no error, as in S3. @throws {ConnectorError} */
export async function deleteObject(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const { versionId, ...settings } = parseSettings(DeleteSettings, activity);
  const where = whereOf(activity.name, settings, input.record);
  context.expect({ objects: 1 });
  const query: Record<string, string> = versionId === '' ? {} : { versionId };
  const call = { operation: 'DeleteObject', method: 'DELETE', ...where, query } as const;
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const answer = await endpoint.wire.sendPatiently(call, context.signal, notice);
  await answer.text().catch(() => '');
  context.finished(1);
  const deleteMarker = answer.headers['x-amz-delete-marker'] === 'true';
  const version = answer.headers['x-amz-version-id'] ?? (versionId === '' ? undefined : versionId);
  const how = deleteMarker ? ' It is hidden by a delete marker; its versions are kept.' : '';
  const which = versionId === '' ? '' : `the version ${versionId} of `;
  context.log(
    'info',
    'object-deleted',
    `Deleted ${which}the object "${where.key}" in the bucket "${where.bucket}".${how}`,
  );
  context.transferred({ outcome: 'deleted', bucket: where.bucket, key: where.key, versionId: version });
  return { record: { bucketName: where.bucket, key: where.key, deleteMarker, versionId: version } };
}
