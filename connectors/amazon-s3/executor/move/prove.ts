import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { checksumIn } from '../checksums/running-checksum.ts';
import { md5OfETag } from '../put/etag.ts';
import { bareETag } from '../where.ts';
import type { CopySource } from './source.ts';

/** How it is known that the copy is the source's equal. */
export type Proof = 'ETag' | 'checksum' | 'size';

/**
 * What proves that a copy is complete, weaker only where the storage tells no more: equal MD5s, equal checksums of the whole,
 * or the size together with the ETag that the storage gave for just this copy (`expected`, bare; `''` when it gave none).
 * @throws {ConnectorError} `copy-incomplete`
 */
export function prove(source: CopySource, copy: CopySource, expected: string): Proof {
  if (copy.size !== source.size) throw incomplete(source, copy, `it has ${copy.size} bytes instead of ${source.size}`);
  if (expected !== '' && bareETag(copy.eTag) !== expected) throw incomplete(source, copy, 'its ETag is another one');
  const before = checksumIn(source.headers);
  const after = checksumIn(copy.headers);
  if (before && after && before.algorithm === after.algorithm) {
    if (before.value !== after.value) throw incomplete(source, copy, 'the checksums differ');
    return 'checksum';
  }
  const sourceMd5 = md5OfETag(source.headers);
  const copyMd5 = md5OfETag(copy.headers);
  if (sourceMd5 !== undefined && copyMd5 !== undefined) {
    if (sourceMd5 !== copyMd5) throw incomplete(source, copy, 'the ETags differ');
    return 'ETag';
  }
  return 'size';
}

function incomplete(source: CopySource, copy: CopySource, why: string): ConnectorError {
  return new ConnectorError({
    code: 'copy-incomplete',
    message: `The copy "${copy.where.key}" in the bucket "${copy.where.bucket}" is not the object "${source.where.key}": ${why}. The source was left as it is.`,
    todo: 'Run again when nobody else writes to either of them.',
  });
}
