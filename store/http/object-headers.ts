import { checksumHeader } from '../body/checksums.ts';
import type { Attributes, ObjectRecord } from '../disk/records.ts';
import { S3Error, s3Error } from './s3-error.ts';
import { parseTagHeader } from './tag-text.ts';

type Headers = ReadonlyMap<string, string>;

const CONTENT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];
/** What asks for something this store does not do. Taking it silently would be a lie. */
const UNSUPPORTED = [
  'x-amz-server-side-encryption',
  'x-amz-copy-source-server-side-encryption',
  'x-amz-object-lock-',
  'x-amz-website-redirect-location',
  'x-amz-write-offset-bytes',
];
const METADATA = 'x-amz-meta-';
const METADATA_LIMIT_BYTES = 2048;

function readMetadata(headers: Headers): Record<string, string> {
  const found = [...headers].filter(([name]) => name.startsWith(METADATA) && name.length > METADATA.length);
  const bytes = found.reduce((sum, [name, value]) => sum + name.length - METADATA.length + value.length, 0);
  if (bytes > METADATA_LIMIT_BYTES) {
    throw s3Error('MetadataTooLarge', undefined, {
      Size: String(bytes),
      MaxSizeAllowed: String(METADATA_LIMIT_BYTES),
    });
  }
  return Object.fromEntries(found.map(([name, value]) => [name.slice(METADATA.length), value]));
}

function readContentHeaders(headers: Headers): Record<string, string> {
  const found: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of CONTENT_HEADERS) {
    const value = headers.get(name);
    if (value !== undefined && value !== '') found[name] = value;
  }
  // The framing of a streamed upload is no property of the object.
  const encodings = (found['content-encoding'] ?? '').split(',').map((item) => item.trim());
  const kept = encodings.filter((item) => item !== '' && item !== 'aws-chunked').join(',');
  if (kept === '') delete found['content-encoding'];
  else found['content-encoding'] = kept;
  return found;
}

function readStorageClass(headers: Headers): string {
  const name = headers.get('x-amz-storage-class') ?? 'STANDARD';
  if (!STORAGE_CLASSES.includes(name)) throw s3Error('InvalidStorageClass');
  return name;
}

/** Refuses what the store can't do, and access lists: there is one owner. @throws S3Error */
export function refuseUnsupported(headers: Headers): void {
  const asked = [...headers.keys()].find((name) => UNSUPPORTED.some((prefix) => name.startsWith(prefix)));
  if (asked !== undefined) {
    throw s3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      Header: asked,
    });
  }
  const acl = headers.get('x-amz-acl');
  const granted = [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'));
  if (granted || (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control')) {
    throw s3Error('AccessControlListNotSupported');
  }
}

/** What an upload's headers say of its object. @throws S3Error for each thing S3 would refuse too */
export function readAttributes(headers: Headers): Attributes {
  refuseUnsupported(headers);
  return {
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers),
    storageClass: readStorageClass(headers),
    tags: parseTagHeader(headers.get('x-amz-tagging')),
  };
}

/** Refuses keys that S3 refuses: longer than 1,024 bytes of UTF-8. @throws S3Error `KeyTooLongError` */
export function requireKeyLength(key: string): void {
  const size = Buffer.byteLength(key, 'utf8');
  if (size <= 1024) return;
  throw new S3Error('KeyTooLongError', 400, 'Your key is too long', { Size: String(size), MaxSizeAllowed: '1024' });
}

/** The headers of a checksum; a composed one is marked by its type. */
export function checksumHeaders(checksum: ObjectRecord['checksum']): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The headers that describe an object in the answer to GET and HEAD, its length aside. */
export function describeObject(object: ObjectRecord): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`${METADATA}${name}`, value]);
  return {
    ...object.headers,
    ...Object.fromEntries(metadata),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
    ...(object.tags.length === 0 ? {} : { 'x-amz-tagging-count': String(object.tags.length) }),
  };
}
