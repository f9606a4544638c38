import type { RecordValue } from '../../../../shared/runs/payload.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import { decodeHeaderText } from '../header-text.ts';
import { bareETag, type Where } from '../where.ts';

type Headers = Readonly<Record<string, string>>;

/** The response record of a Get, from the answer's headers. */
export function objectRecord(
  where: Where,
  headers: Headers,
  size: number | undefined,
  tags: RecordValue[],
): RecordValue {
  return {
    bucketName: where.bucket,
    key: where.key,
    contentLength: size,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    eTag: bareETag(headers.etag ?? ''),
    lastModified: isoDate(headers['last-modified']),
    versionId: headers['x-amz-version-id'],
    contentEncoding: withoutFraming(headers['content-encoding']),
    contentDisposition: text(headers['content-disposition']),
    contentLanguage: headers['content-language'],
    cacheControl: headers['cache-control'],
    storageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
    serverSideEncryption: headers['x-amz-server-side-encryption'],
    metadata: metadataOf(headers),
    tag: tags,
    checksum: checksumIn(headers),
  };
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : decodeHeaderText(value);
}

/** Some storages keep the `aws-chunked` of an upload's framing; it says nothing about the object. */
function withoutFraming(encoding: string | undefined): string | undefined {
  const rest = (encoding ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked');
  return rest.length === 0 ? undefined : rest.join(',');
}

function isoDate(value: string | undefined): string {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

const METADATA = 'x-amz-meta-';

function metadataOf(headers: Headers): RecordValue[] {
  const rows: RecordValue[] = [];
  for (const name in headers)
    if (name.startsWith(METADATA))
      rows.push({ name: name.slice(METADATA.length), value: decodeHeaderText(headers[name] ?? '') });
  return rows;
}
