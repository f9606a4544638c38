import type { RecordValue, Transferred } from '../../../shared/runs/payload.ts';
import { placeIn } from '../../../shared/runs/place.ts';
import { bytesText } from '../../common/bytes-text.ts';
import type { Stored } from './put/job.ts';
import { bareETag, memberText, type Where } from './where.ts';

/** What has been opened for reading, as a line of the run's log. @param size in bytes */
export function openedLine(
  where: Where,
  headers: Readonly<Record<string, string>>,
  size: number | undefined,
  verb: 'Found' | 'Reads' = 'Reads',
): string {
  const facts = [
    size === undefined ? 'of unknown size' : bytesText(size),
    headers['content-type'],
    headers.etag === undefined ? undefined : `ETag ${bareETag(headers.etag)}`,
    headers['x-amz-version-id'] === undefined ? undefined : `version ${headers['x-amz-version-id']}`,
  ];
  return `${verb} ${objectText(where)}: ${facts.filter((fact) => fact !== undefined).join(', ')}.`;
}

/** What has been written, and what proves it, as a line of the run's log. */
export function writtenLine(where: Where, stored: Stored): string {
  const { size, eTag, checksum, headers } = stored;
  const version = headers['x-amz-version-id'];
  const facts = [
    bytesText(size),
    eTag === '' ? undefined : `ETag ${eTag}`,
    version === undefined || version === 'null' ? undefined : `version ${version}`,
    checksum ? `${checksum.algorithm} ${checksum.value} verified` : 'no checksum from the storage',
  ];
  return `${stored.copied ? 'Copied, at the storage, to' : 'Wrote'} ${objectText(where)}: ${facts.filter((fact) => fact !== undefined).join(', ')}.`;
}

/** What has been written, and what proves it, as the run keeps it. @param from what the preceding step read, if any */
export function receiptOf(where: Where, stored: Stored, from: RecordValue): Transferred {
  const { size, eTag, checksum, computed, headers } = stored;
  const versionId = headers['x-amz-version-id'];
  const source = placeIn(from);
  const sourceVersion = memberText(from, 'versionId');
  return {
    outcome: stored.copied ? 'copied' : 'written',
    ...where,
    size,
    eTag,
    ...(versionId === undefined || versionId === 'null' ? {} : { versionId }),
    ...(checksum ? { checksum: { ...checksum, verified: true } } : computed ? { checksum: computed } : {}),
    ...(source === undefined
      ? {}
      : {
          source: {
            key: source.key,
            bucket: source.bucket ?? '',
            eTag: memberText(from, 'eTag'),
            ...(sourceVersion === '' || sourceVersion === 'null' ? {} : { versionId: sourceVersion }),
          },
        }),
  };
}

function objectText({ bucket, key }: Where): string {
  return `the object "${key}" in the bucket "${bucket}"`;
}
