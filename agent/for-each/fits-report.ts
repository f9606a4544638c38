import { MOST_IN_REPORT, type TransferBatch } from '../../shared/runs/transfers.ts';

/** Whether a batch is so small that it can be told with the run's next report, and needs no request of its own. */
export function fitsReport({ receipts, failures, cursor }: TransferBatch): boolean {
  if (cursor !== undefined || receipts.length + failures.length > MOST_IN_REPORT) return false;
  // No report can hold the character NUL, which a key can.
  return !JSON.stringify({ receipts, failures }).includes('\\u0000');
}
