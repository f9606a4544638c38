import { createHash } from 'node:crypto';
import type { Witness } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';

/** What two movers must agree on. */
export interface Fingerprint {
  readonly size: number;
  readonly md5: string;
  readonly contentType: string | undefined;
}

export const fingerprint = (bytes: Uint8Array, contentType: string | undefined): Fingerprint => ({
  size: bytes.length,
  md5: createHash('md5').update(bytes).digest('hex'),
  contentType,
});

/** Everything in a bucket by its key, read by the AWS SDK. */
export async function fingerprintsOf(witness: Witness, bucket: string): Promise<Map<string, Fingerprint>> {
  const found = new Map<string, Fingerprint>();
  for (const key of await witness.keys('', bucket)) {
    const { ContentType } = await witness.head(key, bucket);
    found.set(key, fingerprint(await witness.bytes(key, bucket), ContentType));
  }
  return found;
}
