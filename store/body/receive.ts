import { createHash } from 'node:crypto';
import type { BlobWriter } from '../disk/blob-writer.ts';
import { s3Error } from '../http/s3-error.ts';
import { type Checksum, isChecksumValue, startChecksum } from './checksums.ts';
import type { RequestBody } from './request-body.ts';
import type { UploadPromises } from './upload-headers.ts';

/** A body that has come in whole and is what its headers promised. */
export interface Received {
  readonly size: number;
  readonly md5Hex: string;
  readonly checksum: Checksum | undefined;
}

function promisedChecksum(body: RequestBody, promises: UploadPromises): string | undefined {
  if (promises.trailer === undefined) return promises.checksum;
  const value = body.trailers.get(promises.trailer);
  if (value === undefined || promises.algorithm === undefined) throw s3Error('MalformedTrailerError');
  if (!isChecksumValue(promises.algorithm, value)) {
    throw s3Error('InvalidRequest', `Value for ${promises.trailer} trailing header is invalid.`);
  }
  return value;
}

/**
 * Reads a body to its end into a blob, computing MD5 and the checksum asked for.
 * @throws S3Error `BadDigest` when it is not what was promised; the caller discards the blob
 */
export async function receive(body: RequestBody, promises: UploadPromises, into: BlobWriter): Promise<Received> {
  const md5 = createHash('md5');
  const { algorithm } = promises;
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  for await (const chunk of body.chunks) {
    md5.update(chunk);
    running?.update(chunk);
    await into.write(chunk);
  }
  const digest = md5.digest();
  if (promises.contentMd5 !== undefined && digest.toString('base64') !== promises.contentMd5) {
    throw s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const size = body.length;
  const md5Hex = digest.toString('hex');
  if (algorithm === undefined || running === undefined) return { size, md5Hex, checksum: undefined };
  const value = running.digest();
  const promised = promisedChecksum(body, promises);
  if (promised !== undefined && promised !== value) {
    throw s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { size, md5Hex, checksum: { algorithm, value, type: 'FULL_OBJECT' } };
}

/** Reads a small body, such as an XML document, as text. @throws S3Error `MalformedXML` past the limit */
export async function receiveText(body: RequestBody, promises: UploadPromises, limitBytes: number): Promise<string> {
  if (body.length > limitBytes) throw s3Error('MalformedXML');
  const pieces: Buffer[] = [];
  const collect: BlobWriter = {
    write: async (chunk) => {
      pieces.push(chunk);
    },
    finish: () => [],
    discard: async () => {},
  };
  await receive(body, promises, collect);
  return Buffer.concat(pieces).toString('utf8');
}
