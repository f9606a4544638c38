import { createHash } from 'node:crypto';
import { bareETag } from '../where.ts';

type Headers = Readonly<Record<string, string>>;

/** The MD5 that an ETag is, unless encryption makes it something else. */
export function md5OfETag(headers: Headers): string | undefined {
  const eTag = bareETag(headers.etag ?? '');
  return !isOpaque(headers) && /^[0-9a-f]{32}$/.test(eTag) ? eTag : undefined;
}

/** The ETag of an object that was written in parts. */
export interface CompositeETag {
  /** Without quotation marks. */
  readonly eTag: string;
  /** How many parts it was written in. */
  readonly count: number;
}

/** The ETag that follows from the MD5s of an object's parts, unless encryption makes it something else. */
export function compositeETagIn(headers: Headers): CompositeETag | undefined {
  const eTag = bareETag(headers.etag ?? '');
  const [, count] = /^[0-9a-f]{32}-([1-9]\d{0,4})$/.exec(eTag) ?? [];
  return count === undefined || isOpaque(headers) ? undefined : { eTag, count: Number(count) };
}

/** The ETag S3 gives an object that was written in parts: the MD5 of the parts' MD5s, in hex, and their number. */
export function compositeETag(md5s: readonly string[]): string {
  const md5 = createHash('md5');
  // What is no hex leads to an ETag that nothing has.
  for (const one of md5s) md5.update(Buffer.from(one, 'hex'));
  return `${md5.digest('hex')}-${md5s.length}`;
}

function isOpaque(headers: Headers): boolean {
  return (
    headers['x-amz-server-side-encryption']?.startsWith('aws:kms') === true ||
    headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined
  );
}
