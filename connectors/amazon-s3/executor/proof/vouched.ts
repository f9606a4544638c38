import { type ChecksumAlgorithm, checksumIn } from '../checksums/running-checksum.ts';
import { compositeETagIn, md5OfETag } from '../put/etag.ts';

/** What a storage says of an object's bytes that can be computed of them again. */
export type Vouched =
  | { readonly kind: 'checksum'; readonly algorithm: ChecksumAlgorithm; readonly value: string }
  /** In hex. */
  | { readonly kind: 'md5'; readonly md5: string }
  /** An ETag made of the MD5s of so many parts. */
  | { readonly kind: 'composite'; readonly eTag: string; readonly count: number }
  | { readonly kind: 'nothing' };

/** What the headers of a GET or HEAD vouch for. @param isRange whether only a range is read: what is said is of the whole object */
export function vouchedIn(headers: Readonly<Record<string, string>>, isRange: boolean): Vouched {
  if (isRange) return { kind: 'nothing' };
  const checksum = checksumIn(headers);
  if (checksum) return { kind: 'checksum', ...checksum };
  const md5 = md5OfETag(headers);
  if (md5 !== undefined) return { kind: 'md5', md5 };
  const composite = compositeETagIn(headers);
  return composite ? { kind: 'composite', ...composite } : { kind: 'nothing' };
}
