import { s3Error } from '../http/s3-error.ts';
import {
  CHECKSUM_ALGORITHMS,
  type ChecksumAlgorithm,
  checksumHeader,
  isChecksumAlgorithm,
  isChecksumValue,
} from './checksums.ts';

/** What an upload's headers promise of its body. Values are base64. */
export interface UploadPromises {
  readonly contentMd5: string | undefined;
  readonly algorithm: ChecksumAlgorithm | undefined;
  /** Undefined when the value follows in a trailer, or when the client leaves the computing to us. */
  readonly checksum: string | undefined;
  /** The checksum header that must come in the trailer. */
  readonly trailer: string | undefined;
}

type Headers = ReadonlyMap<string, string>;

function readMd5(headers: Headers): string | undefined {
  const value = headers.get('content-md5');
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) throw s3Error('InvalidDigest');
  return value;
}

function readAlgorithmName(headers: Headers): ChecksumAlgorithm | undefined {
  const name = headers.get('x-amz-sdk-checksum-algorithm') ?? headers.get('x-amz-checksum-algorithm');
  if (name === undefined) return undefined;
  const upper = name.toUpperCase();
  if (!isChecksumAlgorithm(upper)) {
    throw s3Error(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  return upper;
}

/** Reads Content-MD5 and the checksum headers. @throws S3Error `InvalidDigest`, `InvalidRequest` */
export function readPromises(headers: Headers): UploadPromises {
  const contentMd5 = readMd5(headers);
  const named = readAlgorithmName(headers);
  const given = CHECKSUM_ALGORITHMS.filter((algorithm) => headers.has(checksumHeader(algorithm)));
  const trailer = headers.get('x-amz-trailer')?.toLowerCase();
  const trailing = CHECKSUM_ALGORITHMS.find((algorithm) => checksumHeader(algorithm) === trailer);
  if (trailer !== undefined && trailing === undefined) {
    throw s3Error('InvalidRequest', 'The value specified in the x-amz-trailer header is not supported');
  }
  if (given.length > 1 || (given.length === 1 && trailing !== undefined)) {
    throw s3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const algorithm = given[0] ?? trailing ?? named;
  if (algorithm === undefined) return { contentMd5, algorithm, checksum: undefined, trailer };
  const checksum = headers.get(checksumHeader(algorithm));
  if (checksum !== undefined && !isChecksumValue(algorithm, checksum)) {
    throw s3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  return { contentMd5, algorithm, checksum, trailer };
}
