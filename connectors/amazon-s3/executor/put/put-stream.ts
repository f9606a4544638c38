import { withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { bareETag } from '../where.ts';
import type { Call } from '../wire/call.ts';
import type { PutJob, Stored } from './job.ts';
import { Meter } from './meter.ts';
import type { Piece } from './piece.ts';
import { sendPiece } from './send-piece.ts';

/** Writes an object by one PUT. @throws {ConnectorError}, `SourceFailure` */
export async function putWhole(job: PutJob, piece: Piece, size: number): Promise<Stored & { verified: boolean }> {
  const { endpoint, context, where, content } = job;
  const call: Call = {
    operation: 'PutObject',
    method: 'PUT',
    ...where,
    headers: job.onlyIfAbsent ? { ...job.headers, 'if-none-match': '*' } : job.headers,
  };
  const meter = new Meter(context);
  const { headers, checksum, verified } = await withRetries(
    endpoint.wire.options.retries,
    context.signal,
    () => sendPiece(job, { call, piece, declared: content.checksum, likelyMd5: job.likelyMd5, meter }, context.signal),
    logRetries(context, endpoint.connection.maximumAttempts),
  );
  return { headers, eTag: bareETag(headers.etag ?? ''), size, checksum, verified };
}
