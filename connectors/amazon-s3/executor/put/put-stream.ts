import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import { withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { bareETag } from '../where.ts';
import type { Call } from '../wire/call.ts';
import { giveSmall, SMALL, takeSmall } from '../wire/http/small-memory.ts';
import { DamagedWrite } from './failures.ts';
import { oursAfterAll, removeDamaged } from './head.ts';
import type { PutJob, Stored } from './job.ts';
import { Meter } from './meter.ts';
import { type Piece, readPiece } from './piece.ts';
import { type Fingerprint, type SentPiece, sendPiece } from './send-piece.ts';

/** Writes an object by one PUT. @throws {ConnectorError}, `SourceFailure` */
export async function putWhole(job: PutJob, piece: Piece, size: number): Promise<Stored & { verified: boolean }> {
  const { endpoint, context, where, content, likelyMd5 } = job;
  const call: Call = {
    operation: 'PutObject',
    method: 'PUT',
    ...where,
    headers: job.onlyIfAbsent ? { ...job.headers, 'if-none-match': '*' } : job.headers,
  };
  // Over TLS nothing is damaged on the way: an MD5 that differs is an ETag that is none.
  const origin = content.origin instanceof S3Origin ? content.origin : undefined;
  const isBinding = content.checksum === undefined && origin?.proof !== undefined;
  const meter = new Meter(context);
  const small = 'content' in piece && piece.length <= SMALL ? takeSmall() : undefined;
  let ready: Piece | undefined = small ? undefined : piece;
  let attempts = 0;
  const fingerprint: Fingerprint = {};
  let lost: Fingerprint | undefined;
  /** What an attempt has stored that the next one was to replace. */
  let left: DamagedWrite | undefined;
  const attempt = async (): Promise<SentPiece> => {
    try {
      attempts += 1;
      ready ??= small ? await inMemory(piece, small, context.signal) : piece;
      const what = { call, piece: ready, declared: content.checksum, likelyMd5, isBinding, meter, fingerprint };
      return await sendPiece(job, what, context.signal);
    } catch (error) {
      if (error instanceof DamagedWrite) {
        // What was read is read anew, and what was stored must not be in the way of storing it anew.
        lost = undefined;
        ready = small ? undefined : piece;
        error.isRemoved = job.onlyIfAbsent;
        if (job.onlyIfAbsent) await removeDamaged(job, error);
        else left = error;
        throw error;
      }
      // Refused as it is not what the source holds: that is read anew.
      if (small && error instanceof ConnectorError && error.code === 'checksum-mismatch') ready = undefined;
      const exists = error instanceof ConnectorError && error.code === 'precondition-failed';
      const headers = exists && lost ? await oursAfterAll(job, size, lost) : undefined;
      if (headers) return { headers, checksum: lost?.checksum, computed: lost?.checksum, verified: true };
      lost = { checksum: fingerprint.checksum ?? lost?.checksum, md5: fingerprint.md5 ?? lost?.md5 };
      throw error;
    }
  };
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const sent = await withRetries(endpoint.wire.options.retries, context.signal, attempt, notice).catch(
    async (error: unknown) => {
      if (left && !(error instanceof DamagedWrite)) await removeDamaged(job, left);
      throw error;
    },
  );
  // What a failed attempt has written may still be on its way.
  if (small && attempts === 1) giveSmall(small);
  const { headers, checksum, computed, md5, verified } = sent;
  const proof = checksum ?? (md5 === undefined ? undefined : { algorithm: 'MD5', value: md5 });
  return { headers, eTag: bareETag(headers.etag ?? ''), size, checksum: proof, computed, verified };
}

/** Reads a small piece before it is sent: it goes out together with the head of its request, its checksum in front. */
async function inMemory(piece: Piece, memory: Buffer, signal: AbortSignal): Promise<Piece> {
  if ('bytes' in piece) return piece;
  const bytes = memory.subarray(0, piece.length);
  let length = 0;
  await readPiece(piece, signal, (chunk) => {
    bytes.set(chunk, length);
    length += chunk.length;
  });
  return { bytes };
}
