import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Content, Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import type { Endpoint } from '../endpoints.ts';
import { lookAt } from '../move/source.ts';
import { accountOf } from '../plan/account.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { proofOf } from '../proof/proof-of.ts';
import { openedLine } from '../receipt.ts';
import type { Where } from '../where.ts';
import type { Call } from '../wire/call.ts';
import type { GetSettings } from './get-settings.ts';
import { ObjectContent } from './object-content.ts';
import { objectRecord } from './object-record.ts';
import { getTags } from './tags.ts';

/**
 * An object that is looked at and not opened, as the Put after it may have it copied at the storage. When it is read all the
 * same, it is opened then, on condition that it is still what it was. Undefined when the look does not tell enough: opening
 * the object does, and says better what is wrong. @throws {ConnectorError}
 */
export async function found(
  endpoint: Endpoint,
  where: Where,
  settings: GetSettings,
  context: StepContext,
): Promise<Payload | undefined> {
  const versionId = settings.versionId === '' ? undefined : settings.versionId;
  const looked = await lookAt(endpoint, where, context, versionId).catch((error: unknown) => {
    // The answer to a HEAD has no body that would tell why.
    if (error instanceof ConnectorError && error.nature === 'final') return undefined;
    throw error;
  });
  if (!looked || looked.headers['content-length'] === undefined || looked.eTag === '') return undefined;
  const { headers, size, eTag } = looked;
  const version: Record<string, string> = versionId === undefined ? {} : { versionId };
  const tags: RecordValue[] = settings.includeTags ? await getTags(endpoint, where, version, context) : [];
  context.expect({ objects: 1 });
  context.log('info', 'object-opened', () => openedLine(where, headers, size, 'Found'));
  const isCustomer = headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined;
  const call: Call = {
    operation: 'GetObject',
    method: 'GET',
    ...where,
    query: version,
    headers: { 'x-amz-checksum-mode': 'ENABLED' },
  };
  const proof = proofOf({ endpoint, context, call, headers, size, isRange: false });
  const origin = new S3Origin(
    accountOf(endpoint.connection),
    // Pinned by its ETag, as a read is; naming a version that nobody asked for would need a permission of its own.
    { where, headers: withoutVersion(headers), size, eTag, versionId },
    isCustomer ? 'customer-key' : undefined,
    () => context.finished(1),
    proof,
  );
  const content = new ObjectContent({
    endpoint,
    context,
    call,
    answer: undefined,
    eTag,
    base: 0,
    size,
    checksum: checksumIn(headers),
    proof,
    contentType: headers['content-type'],
    origin,
  });
  return { record: objectRecord(where, headers, size, tags), content: announced(content, size, context) };
}

/** The content, that tells how many bytes there will be once it is read: what is copied elsewhere never passes here. */
function announced(content: ObjectContent, size: number, context: StepContext): Content {
  let isRead = false;
  return {
    size,
    rereadable: true,
    ...(content.contentType === undefined ? {} : { contentType: content.contentType }),
    ...(content.checksum ? { checksum: content.checksum } : {}),
    ...(content.origin ? { origin: content.origin } : {}),
    read: (sink, range, signal) => {
      if (!isRead) context.expect({ bytes: size, objects: 1 });
      isRead = true;
      return content.read(sink, range, signal);
    },
  };
}

function withoutVersion(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'x-amz-version-id': _, ...rest } = headers;
  return rest;
}
