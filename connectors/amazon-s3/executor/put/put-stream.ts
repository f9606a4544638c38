import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { bareETag } from '../where.ts';
import type { Call } from '../wire/call.ts';
import { oursAfterAll } from './head.ts';
import type { PutJob, Stored } from './job.ts';
import { Meter } from './meter.ts';
import type { Piece } from './piece.ts';
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
  const meter = new Meter(context);
  const fingerprint: Fingerprint = {};
  let lost: Fingerprint | undefined;
  const attempt = async (): Promise<SentPiece> => {
    try {
      const what = { call, piece, declared: content.checksum, likelyMd5, meter, fingerprint };
      return await sendPiece(job, what, context.signal);
    } catch (error) {
      const exists = error instanceof ConnectorError && error.code === 'precondition-failed';
      const headers = exists && lost ? await oursAfterAll(job, size, lost) : undefined;
      if (headers) return { headers, checksum: lost?.checksum, computed: lost?.checksum, verified: true };
      lost = { checksum: fingerprint.checksum ?? lost?.checksum, md5: fingerprint.md5 ?? lost?.md5 };
      throw error;
    }
  };
  const notice = logRetries(context, endpoint.connection.maximumAttempts);
  const sent = await withRetries(endpoint.wire.options.retries, context.signal, attempt, notice);
  const { headers, checksum, computed, verified } = sent;
  return { headers, eTag: bareETag(headers.etag ?? ''), size, checksum, computed, verified };
}
