import type { TransferBatch } from '../../shared/runs/transfers.ts';

type Place = { bucket: string; key: string };

/** The batch without hidden values: they may have got into keys and messages. The cursor is shown to nobody, and stays exact. */
export function redacted(batch: TransferBatch, redact: (text: string) => string): TransferBatch {
  const placed = <T extends Place>(row: T): T => ({ ...row, bucket: redact(row.bucket), key: redact(row.key) });
  return {
    ...batch,
    receipts: batch.receipts.map((row) => (row.source ? { ...placed(row), source: placed(row.source) } : placed(row))),
    failures: batch.failures.map((row) => ({ ...placed(row), message: redact(row.message), todo: redact(row.todo) })),
  };
}
