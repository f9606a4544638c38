import type { PutJob, Stored } from './job.ts';
import { type DonePart, MultipartUpload } from './multipart.ts';
import type { Part } from './plan.ts';

/** How many parts are on their way at a time. More gained nothing; each holds little memory, as it is not collected. */
const AT_A_TIME = 4;

/**
 * Writes a large object by a multipart upload, several ranges of the content at a time, each tried again by itself. When it
 * fails or is canceled, all parts on their way are cut and the upload is aborted. @throws {ConnectorError}, `SourceFailure`
 */
export async function putParts(job: PutJob, parts: readonly Part[]): Promise<Stored & { verified: boolean }> {
  const upload = await MultipartUpload.begin(job);
  try {
    return await upload.complete(await sendAll(job, upload, parts));
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

async function sendAll(job: PutJob, upload: MultipartUpload, parts: readonly Part[]): Promise<DonePart[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([job.context.signal, stop.signal]);
  const done: DonePart[] = [];
  const waiting = parts.values();
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    for (const { number, offset, length } of waiting) {
      if (failure) return;
      try {
        done.push(await upload.sendPart(number, { content: job.content, offset, length }, signal));
      } catch (error) {
        failure ??= { error };
        stop.abort();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, parts.length) }, worker));
  if (failure) throw failure.error;
  return done.sort((a, b) => a.number - b.number);
}
