import { compositeETag } from '../../connectors/amazon-s3/executor/put/etag.ts';
import { md5OfLength } from './content.ts';

const MEBIBYTE = 1024 * 1024;
/** One PUT takes so much at most; what is larger was written in parts. Source: "Amazon S3 multipart upload limits". */
const LARGEST_PUT = 5 * 1024 * MEBIBYTE;
/** As programs mostly send them. */
const PART = 16 * MEBIBYTE;

/** What is told of an object. */
export interface CannedObject {
  readonly bytes: number;
  /** Without quotation marks. */
  readonly eTag: string;
  /** The lengths of the parts that it was written in; absent of one that was written whole. */
  readonly parts?: readonly number[];
}

const known = new Map<number, CannedObject>();

/** An object to read, as a storage would hold it. */
export function objectOf(bytes: number): CannedObject {
  const found = known.get(bytes) ?? (bytes <= LARGEST_PUT ? { bytes, eTag: md5OfLength(bytes) } : joined(cut(bytes)));
  known.set(bytes, found);
  return found;
}

/** An object that was written in parts of these lengths; all but the last are whole mebibytes. */
export function joined(parts: readonly number[]): CannedObject {
  return {
    bytes: parts.reduce((sum, length) => sum + length, 0),
    eTag: compositeETag(parts.map(md5OfLength)),
    parts,
  };
}

function cut(bytes: number): number[] {
  return Array.from({ length: Math.ceil(bytes / PART) }, (_, index) => Math.min(PART, bytes - index * PART));
}
