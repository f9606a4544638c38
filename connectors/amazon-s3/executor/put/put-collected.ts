import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { MOST_PARTS } from '../plan/parts.ts';
import type { DonePart } from './done-parts.ts';
import { SourceFailure } from './failures.ts';
import type { PutJob, Stored } from './job.ts';
import { MultipartUpload } from './multipart.ts';
import { PartCollector } from './part-collector.ts';
import { putWhole } from './put-stream.ts';

/**
 * Writes a content that can be read only once, or whose length nobody knows: collected in memory up to the size of one part,
 * which is then sent (and can be sent again). A content that fits into the first one is written by one PUT.
 * @throws {ConnectorError}, `SourceFailure`
 */
export async function putCollected(job: PutJob): Promise<Stored & { verified: boolean }> {
  const { context, content } = job;
  const done: DonePart[] = [];
  const part = new PartCollector(context.memory, context.signal);
  let upload: MultipartUpload | undefined;
  const flush = async () => {
    upload ??= await MultipartUpload.begin(job);
    if (part.number > MOST_PARTS) throw tooLarge();
    done.push(await upload.sendPart(part.number, { bytes: part.bytes() }, context.signal));
    part.next();
  };
  let targetFailed = false;
  const take = async (chunk: Uint8Array) => {
    for (let at = 0; at < chunk.length; ) {
      if (part.isFull)
        await (part.canGrow ? part.grow() : flush()).catch((error: unknown) => {
          targetFailed = true;
          throw error;
        });
      at += part.add(chunk, at);
    }
  };
  try {
    await content.read(take, { offset: 0 }, context.signal).catch((error: unknown) => {
      throw targetFailed ? error : new SourceFailure('the source failed', { cause: error });
    });
    if (!upload) return await putWhole(job, { bytes: part.bytes() }, part.length);
    if (part.length > 0) await flush();
    return await upload.complete(done);
  } catch (error) {
    await upload?.abort();
    throw error;
  } finally {
    part.release();
  }
}

function tooLarge(): ConnectorError {
  return new ConnectorError({
    code: 'object-too-large',
    message: 'The content is larger than a multipart upload of unknown length can hold (about 580 GB).',
    todo: 'Write less into one object.',
  });
}
