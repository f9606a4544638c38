import { LONGEST_MESSAGE, LONGEST_TODO, type TransferBatch } from '../../shared/runs/transfers.ts';

/**
 * The batch without hidden values: they may have got into keys and messages. Messages are cut after that, so that none ends in half of
 * such a value. The cursor is shown to nobody, and stays exact.
 */
export function redacted(batch: TransferBatch, redact: (text: string) => string): TransferBatch {
  const clear = <Place extends { bucket: string; key: string }>(place: Place): Place => ({
    ...place,
    bucket: redact(place.bucket),
    key: redact(place.key),
  });
  return {
    ...batch,
    receipts: batch.receipts.map((row) => ({ ...clear(row), ...(row.source ? { source: clear(row.source) } : {}) })),
    failures: batch.failures.map((row) => ({
      ...clear(row),
      message: redact(row.message).slice(0, LONGEST_MESSAGE),
      todo: redact(row.todo).slice(0, LONGEST_TODO),
    })),
  };
}
