import type { Part } from '../plan/parts.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { confirmParts } from './confirm-parts.ts';
import type { PutJob, Stored } from './job.ts';
import { uploadInParts } from './upload-in-parts.ts';
import { sourceOf } from './upload-plan.ts';
import { verifyPart } from './verify-part.ts';
import { PART_STREAM_BYTES, withMemory } from './with-memory.ts';

/**
 * Writes a large object by a multipart upload, several ranges of the content at a time, each tried again by itself. When it
 * fails or is canceled, all parts on their way are cut and the upload is aborted. @throws {ConnectorError}, `SourceFailure`
 */
export function putParts(job: PutJob, parts: readonly Part[]): Promise<Stored & { verified: boolean }> {
  const { content, context, endpoint } = job;
  const proof = content.origin instanceof S3Origin ? content.origin.proof : undefined;
  const isOpaque = () =>
    endpoint.traits.eTagsAreOpaque || job.headers['x-amz-server-side-encryption']?.startsWith('aws:kms') === true;
  // Where it is cut as the source is, the MD5s of the parts prove them: mostly their ETags are that.
  const isByMd5 = proof?.vouched.kind === 'composite' && proof.vouched.count === parts.length;
  return uploadInParts(job, {
    parts,
    size: parts.reduce((sum, { length }) => sum + length, 0),
    partSize: parts[0]?.length ?? 0,
    source: sourceOf(content),
    put: (upload, { number, offset, length }, _, signal) =>
      withMemory(context.memory, PART_STREAM_BYTES, signal, () =>
        upload.sendPart(number, { content, offset, length }, signal, isByMd5 && isOpaque()),
      ),
    ...(proof && { confirm: (cut, done, again) => confirmParts(job, proof, cut, done, again) }),
    prove: ({ part, listed }, signal) => verifyPart(content, part, listed, signal),
    count: (context, bytes) => context.moved(bytes),
  });
}
