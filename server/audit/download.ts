import { AUDIT_KIND_NAMES, type AuditEntry } from '../../shared/api/audit.ts';
import { csvCell } from '../transfers/report.ts';

const COLUMNS: readonly (readonly [string, (entry: AuditEntry) => string | null])[] = [
  ['at', ({ at }) => at],
  ['who', ({ who }) => who.name],
  ['personId', ({ who }) => who.personId],
  ['via', ({ who }) => who.via],
  ['accessKey', ({ who }) => who.accessKey],
  ['browser', ({ who }) => who.clientId],
  ['address', ({ address }) => address],
  ['kind', ({ kind }) => AUDIT_KIND_NAMES[kind]],
  ['what', ({ what }) => what],
  ['project', ({ project }) => project?.name ?? null],
  ['projectId', ({ project }) => project?.id ?? null],
  ['thing', ({ thing }) => thing],
  ['runId', ({ runId }) => runId],
];

/** The audit log as text, in pieces: CSV as in RFC 4180 with a header line, or an entry as JSON in each line. */
export async function* downloadPieces(
  pieces: AsyncIterable<readonly AuditEntry[]>,
  format: 'csv' | 'jsonl',
): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for await (const entries of pieces) {
    const lines = entries.map((entry) =>
      format === 'csv'
        ? `${COLUMNS.map(([, value]) => csvCell(value(entry) ?? undefined)).join(',')}\r\n`
        : `${JSON.stringify(entry)}\n`,
    );
    yield lines.join('');
  }
}
