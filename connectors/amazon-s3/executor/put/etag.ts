import { bareETag } from '../where.ts';

/** The MD5 that an ETag is, unless encryption makes it something else. */
export function md5OfETag(headers: Readonly<Record<string, string>>): string | undefined {
  const eTag = bareETag(headers.etag ?? '');
  const opaque =
    headers['x-amz-server-side-encryption']?.startsWith('aws:kms') ||
    headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined;
  return !opaque && /^[0-9a-f]{32}$/.test(eTag) ? eTag : undefined;
}
