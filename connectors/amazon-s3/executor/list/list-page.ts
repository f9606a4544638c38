import { bareETag } from '../where.ts';
import { eachElement, elementText } from '../wire/xml.ts';

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly lastModified: string;
  readonly eTag: string;
  readonly storageClass: string;
}

/** One answer to a ListObjectsV2. */
export interface ListPage {
  readonly objects: ListedObject[];
  readonly commonPrefixes: string[];
  /** Set when there is more. */
  readonly next: string | undefined;
}

/**
 * Reads a page of ListObjectsV2 by looking for the few elements we want: several times as fast as building a document.
 * Keys are decoded when the storage says that it has encoded them (`encoding-type=url`).
 */
export function readListPage(xml: string): ListPage {
  const decode = elementText(xml, 'EncodingType') === 'url' ? decodeKey : (text: string) => text;
  const objects: ListedObject[] = [];
  eachElement(xml, 'Contents', (from, to) => {
    objects.push({
      key: decode(elementText(xml, 'Key', from, to) ?? ''),
      size: Number(elementText(xml, 'Size', from, to) ?? 0),
      lastModified: elementText(xml, 'LastModified', from, to) ?? '',
      eTag: bareETag(elementText(xml, 'ETag', from, to) ?? ''),
      storageClass: elementText(xml, 'StorageClass', from, to) ?? 'STANDARD',
    });
  });
  const commonPrefixes: string[] = [];
  eachElement(xml, 'CommonPrefixes', (from, to) => {
    commonPrefixes.push(decode(elementText(xml, 'Prefix', from, to) ?? ''));
  });
  const truncated = elementText(xml, 'IsTruncated') === 'true';
  return { objects, commonPrefixes, next: truncated ? (elementText(xml, 'NextContinuationToken') ?? '') : undefined };
}

/** S3 encodes as forms do: a space may stand as `+`. */
function decodeKey(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
