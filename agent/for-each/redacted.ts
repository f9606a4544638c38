import type { TransferBatch } from '../../shared/runs/transfers.ts';

/** The batch without hidden values: they may have got into keys and messages. The cursor is shown to nobody, and stays exact. */
export function redacted(batch: TransferBatch, redact: (text: string) => string): TransferBatch {
  return {
    ...batch,
    receipts: batch.receipts.map((row) => ({ ...row, bucket: redact(row.bucket), key: redact(row.key) })),
    failures: batch.failures.map((row) => ({ ...row, message: redact(row.message), todo: redact(row.todo) })),
  };
}
