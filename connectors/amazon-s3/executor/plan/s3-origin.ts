import type { ContentOrigin } from '../../../../shared/runs/payload.ts';
import type { CopySource } from '../move/source.ts';
import type { SourceProof } from '../proof/source-proof.ts';
import { bareETag } from '../where.ts';
import type { Obstacle } from './plan-transfer.ts';

/** The object a content is, for a Put that may have it copied at the storage. */
export class S3Origin implements ContentOrigin {
  readonly connector = 'amazon-s3';
  readonly account: string;
  readonly source: CopySource;
  /** Why it cannot be copied all the same. */
  readonly obstacle: Obstacle | undefined;
  /** What proves that its bytes were not damaged: where it comes over plain HTTP, on which whatever is on the way may damage it. */
  readonly proof: SourceProof | undefined;
  readonly #done: () => void;

  /** @param done told when the object was copied instead of being read */
  constructor(
    account: string,
    source: CopySource,
    obstacle: Obstacle | undefined,
    done: () => void,
    proof: SourceProof | undefined,
  ) {
    this.account = account;
    this.source = source;
    this.obstacle = obstacle;
    this.proof = proof;
    this.#done = done;
  }

  get facts(): ContentOrigin['facts'] {
    const { where, size, eTag, headers } = this.source;
    return { ...where, size, eTag: bareETag(eTag), versionId: headers['x-amz-version-id'] };
  }

  copied(): void {
    this.#done();
  }
}
