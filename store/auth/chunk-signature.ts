import { createHash, type Hash, type KeyObject } from 'node:crypto';
import { s3Error } from '../http/s3-error.ts';
import { sameSignature, sign } from './signing-key.ts';

/** What signs the chunks of a body: each signature includes the one before, beginning with the request's own. */
export interface ChunkSigner {
  readonly key: KeyObject;
  readonly timestamp: string;
  readonly scope: string;
  readonly seed: string;
}

const EMPTY_SHA256 = createHash('sha256').digest('hex');

/**
 * Checks the chain of chunk signatures of `STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)`.
 * Source: Amazon S3 API reference, "Signature calculations … transferring payload in multiple chunks".
 */
export class ChunkVerifier {
  readonly #signer: ChunkSigner;
  #previous: string;
  #hash: Hash = createHash('sha256');

  constructor(signer: ChunkSigner) {
    this.#signer = signer;
    this.#previous = signer.seed;
  }

  /** Takes more data of the chunk being read. */
  update(data: Buffer): void {
    this.#hash.update(data);
  }

  /** Ends the chunk. @throws S3Error `SignatureDoesNotMatch` */
  endChunk(signature: string): void {
    const hash = this.#hash.digest('hex');
    this.#hash = createHash('sha256');
    this.#check('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY_SHA256}\n${hash}`, signature);
  }

  /** Checks the trailer's signature over its lines, each ended with a newline. @throws S3Error `SignatureDoesNotMatch` */
  endTrailer(lines: string, signature: string): void {
    const hash = createHash('sha256').update(lines, 'latin1').digest('hex');
    this.#check('AWS4-HMAC-SHA256-TRAILER', hash, signature);
  }

  #check(algorithm: string, tail: string, signature: string): void {
    const { key, timestamp, scope } = this.#signer;
    const expected = sign(key, `${algorithm}\n${timestamp}\n${scope}\n${this.#previous}\n${tail}`);
    if (!sameSignature(expected, signature)) throw s3Error('SignatureDoesNotMatch');
    this.#previous = expected;
  }
}
