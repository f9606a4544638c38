import type { ObjectRecord } from '../disk/records.ts';
import { s3Error } from './s3-error.ts';

type Headers = ReadonlyMap<string, string>;
type Version = Pick<ObjectRecord, 'etag' | 'modified'>;

/** Whether a list of entity tags, or `*`, names this one. */
function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const tag = item
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return tag === '*' || tag === etag;
  });
}

/** HTTP times have whole seconds; an unreadable one is ignored, as RFC 9110 says. */
function seconds(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

function failed(condition: string): never {
  throw s3Error('PreconditionFailed', undefined, { Condition: condition });
}

/** What the conditions of a read come to, in the order of RFC 9110, section 13.2.2. */
export type ReadVerdict =
  | { readonly result: 'proceed' | 'not-modified' }
  | { readonly result: 'failed'; condition: string };

/** @param prefix of the header names: empty, or `x-amz-copy-source-` */
export function readVerdict(headers: Headers, version: Version, prefix = ''): ReadVerdict {
  const modified = Math.floor(version.modified / 1000);
  const ifMatch = headers.get(`${prefix}if-match`);
  const unmodifiedSince = seconds(headers.get(`${prefix}if-unmodified-since`));
  if (ifMatch !== undefined) {
    if (!namesEtag(ifMatch, version.etag)) return { result: 'failed', condition: 'If-Match' };
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    return { result: 'failed', condition: 'If-Unmodified-Since' };
  }
  const ifNoneMatch = headers.get(`${prefix}if-none-match`);
  const modifiedSince = seconds(headers.get(`${prefix}if-modified-since`));
  if (ifNoneMatch !== undefined) return { result: namesEtag(ifNoneMatch, version.etag) ? 'not-modified' : 'proceed' };
  return { result: modifiedSince !== undefined && modified <= modifiedSince ? 'not-modified' : 'proceed' };
}

/** Checks the conditions on the source of a copy. @throws S3Error `PreconditionFailed` for each that does not hold */
export function requireCopySource(headers: Headers, version: Version): void {
  const verdict = readVerdict(headers, version, 'x-amz-copy-source-');
  if (verdict.result === 'failed') failed(`x-amz-copy-source-${verdict.condition}`);
  if (verdict.result === 'not-modified') failed('x-amz-copy-source-If-None-Match');
}

/**
 * Checks the conditions of a write: `If-None-Match: *` and `If-Match`.
 * @throws S3Error `PreconditionFailed`; `NoSuchKey` for `If-Match` on a missing object; `NotImplemented` for `If-None-Match`
 *   with an entity tag, all as S3
 */
export function requireWritable(headers: Headers, current: Version | undefined): void {
  const ifNoneMatch = headers.get('if-none-match');
  const ifMatch = headers.get('if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*') throw s3Error('NotImplemented');
  if (ifNoneMatch !== undefined && current !== undefined) failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (current === undefined) throw s3Error('NoSuchKey');
  if (!namesEtag(ifMatch, current.etag)) failed('If-Match');
}
