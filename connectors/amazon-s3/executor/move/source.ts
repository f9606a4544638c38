import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { logRetries } from '../retry-log.ts';
import { bareETag, type Where } from '../where.ts';
import { encodeKey } from '../wire/uri.ts';

type Headers = Readonly<Record<string, string>>;

/** An object that is to be copied, as it was when it was looked at. */
export interface CopySource {
  readonly where: Where;
  readonly headers: Headers;
  readonly size: number;
  /** As in the header, with its quotation marks. */
  readonly eTag: string;
  /** The version that was asked for. Without it the one that was found is copied, where the storage keeps versions. */
  readonly versionId?: string | undefined;
}

/** Looks at an object, or at a version of it. @throws {ConnectorError} `key-missing`, … */
export async function lookAt(
  endpoint: Endpoint,
  where: Where,
  context: StepContext,
  versionId?: string,
): Promise<CopySource> {
  const headers = { 'x-amz-checksum-mode': 'ENABLED' };
  const query: Record<string, string> = versionId === undefined ? {} : { versionId };
  const call = { operation: 'HeadObject', method: 'HEAD', ...where, query, headers } as const;
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const answer = await endpoint.wire.sendPatiently(call, context.signal, notice);
  await answer.text().catch(() => '');
  return { where, headers: answer.headers, size: answer.length ?? 0, eTag: answer.headers.etag ?? '', versionId };
}

/** The headers that name what is copied, on condition that it is still the same. */
export function copyHeaders({ where, eTag, headers, versionId }: CopySource): Record<string, string> {
  const found = headers['x-amz-version-id'];
  const version = versionId ?? (found === 'null' ? undefined : found);
  const suffix = version === undefined ? '' : `?versionId=${encodeURIComponent(version)}`;
  return {
    'x-amz-copy-source': `/${encodeKey(where.bucket)}/${encodeKey(where.key)}${suffix}`,
    ...(eTag === '' ? {} : { 'x-amz-copy-source-if-match': eTag }),
  };
}

/** What a copy does not keep of its own accord: the storage class, and encryption with a key of one's own. */
export function keptByHeader(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  const storageClass = headers['x-amz-storage-class'];
  if (storageClass !== undefined && storageClass !== 'STANDARD') kept['x-amz-storage-class'] = storageClass;
  if (headers['x-amz-server-side-encryption']?.startsWith('aws:kms'))
    for (const name of ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'])
      if (headers[name] !== undefined) kept[name] = headers[name];
  return kept;
}

/** @throws {ConnectorError} `source-changed` unless the source is what it was */
export function requireSame(before: CopySource, now: CopySource): void {
  if (before.eTag === now.eTag && before.size === now.size) return;
  throw new ConnectorError({
    code: 'source-changed',
    message: `While it was being copied, the object "${before.where.key}" in the bucket "${before.where.bucket}" was changed (ETag ${bareETag(before.eTag)}, then ${bareETag(now.eTag)}).`,
    todo: 'Run again when nobody writes to the source.',
  });
}
