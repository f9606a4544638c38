import { s3Error } from './s3-error.ts';

/** Bytes of an object, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header. Undefined when it asks for the whole object: S3 ignores several ranges, other units and
 * malformed ones.
 * @throws S3Error `InvalidRange` when it begins behind the end
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '');
  if (match === null) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first >= size || (from === '' && Number(to) === 0)) {
    throw s3Error('InvalidRange', undefined, { RangeRequested: header ?? '', ActualObjectSize: String(size) });
  }
  return { first, last };
}

/** Reads `x-amz-copy-source-range`, which must be whole and inside. @throws S3Error `InvalidArgument`, `InvalidRange` */
export function parseCopyRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header);
  const first = Number(match?.[1] ?? Number.NaN);
  const last = Number(match?.[2] ?? Number.NaN);
  if (match === null || last < first) {
    throw s3Error('InvalidArgument', 'The x-amz-copy-source-range value must be of the form bytes=first-last');
  }
  if (last >= size) throw s3Error('InvalidRange', `Range specified is not valid for source object of size: ${size}`);
  return { first, last };
}
