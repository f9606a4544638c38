import type { ObjectFailure, Receipt, TransferBatch } from '../../shared/runs/transfers.ts';

/** A report's columns: name and value of each. */
type Columns<Row> = readonly (readonly [string, (row: Row) => string | number | boolean | undefined])[];

const RECEIPT: Columns<Receipt> = [
  ['at', (row) => row.at],
  ['outcome', (row) => row.outcome],
  ['bucket', (row) => row.bucket],
  ['key', (row) => row.key],
  ['size', (row) => row.size],
  ['eTag', (row) => row.eTag],
  ['versionId', (row) => row.versionId],
  ['checksumAlgorithm', (row) => row.checksum?.algorithm],
  ['checksum', (row) => row.checksum?.value],
  ['checksumVerified', (row) => row.checksum && row.checksum.verified === true],
  ['sourceBucket', (row) => row.source?.bucket],
  ['sourceKey', (row) => row.source?.key],
  ['sourceETag', (row) => row.source?.eTag],
  ['sourceVersionId', (row) => row.source?.versionId],
];

const FAILURE: Columns<ObjectFailure> = [
  ['at', (row) => row.at],
  ['bucket', (row) => row.bucket],
  ['key', (row) => row.key],
  ['code', (row) => row.code],
  ['message', (row) => row.message],
  ['todo', (row) => row.todo],
];

type Batches = AsyncIterable<TransferBatch>;
export type ReportFormat = 'json' | 'csv';
export type ReportKind = 'receipts' | 'failures';

/** A report as text, in pieces: a JSON array with one row a line, or CSV as in RFC 4180 with a header line. */
export function reportPieces(batches: Batches, kind: ReportKind, format: ReportFormat): AsyncGenerator<string> {
  if (format === 'json') return jsonPieces(batches, (batch) => batch[kind]);
  return kind === 'receipts'
    ? csvPieces(batches, (batch) => batch.receipts, RECEIPT)
    : csvPieces(batches, (batch) => batch.failures, FAILURE);
}

async function* jsonPieces(batches: Batches, rowsOf: (batch: TransferBatch) => readonly unknown[]) {
  let separator = '[\n';
  for await (const batch of batches) {
    const rows = rowsOf(batch).map((row) => JSON.stringify(row));
    if (rows.length === 0) continue;
    yield separator + rows.join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

async function* csvPieces<Row>(
  batches: Batches,
  rowsOf: (batch: TransferBatch) => readonly Row[],
  columns: Columns<Row>,
) {
  yield `${columns.map(([name]) => name).join(',')}\r\n`;
  for await (const batch of batches)
    yield rowsOf(batch)
      .map((row) => `${columns.map(([, value]) => csvCell(value(row))).join(',')}\r\n`)
      .join('');
}

/** A cell; one that a spreadsheet would take for a formula is made text by an apostrophe. */
export function csvCell(value: string | number | boolean | undefined): string {
  const plain = value === undefined ? '' : String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
