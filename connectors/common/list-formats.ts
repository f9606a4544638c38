import type { Content, FieldOfRecord, Payload, RecordValue } from '../../shared/runs/payload.ts';
import { madeContent } from './made-content.ts';
import { escapeXml } from './xml.ts';

/** How a list is written. */
export type ListFormat = 'json' | 'csv' | 'xml';

/** What a target writes of a payload: a list's response in the format that was chosen, anything else as it came. */
export function formatted(input: Payload, format: ListFormat): { content: Content | undefined } {
  const { record, content } = input;
  if (format === 'json' || typeof record.isTruncated !== 'boolean') return { content };
  return {
    content:
      format === 'csv'
        ? madeContent('text/csv; charset=utf-8', () => csvPieces(record))
        : madeContent('application/xml', () => xmlPieces(record)),
  };
}

/** What every row of a kind may have, where not every row has all. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  object: ['key', 'size', 'lastModified', 'eTag', 'storageClass'],
};

/** RFC 4180, with a header line: one line for each row of the list that is not empty. */
export function* csvPieces(record: RecordValue): Generator<string> {
  const lists = Object.entries(record).flatMap(([member, rows]) => (isRows(rows) ? [{ member, rows }] : []));
  const { member = '', rows = [] } = lists.find((list) => list.rows.length > 0) ?? lists[0] ?? {};
  const columns = COLUMNS[member] ?? Object.keys(rows[0] ?? { key: '' });
  yield `${columns.join(',')}\r\n`;
  for (const row of rows) yield `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

function isRows(value: FieldOfRecord | undefined): value is readonly RecordValue[] {
  return Array.isArray(value);
}

function csvCell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The response's members as elements, in their order. */
export function* xmlPieces(record: RecordValue): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<list>\n';
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    if (!Array.isArray(value)) {
      yield `${element(name, value)}\n`;
      continue;
    }
    for (const row of value) {
      const members = Object.entries(row).map(([member, one]) => (one === undefined ? '' : element(member, one)));
      yield `<${name}>${members.join('')}</${name}>\n`;
    }
  }
  yield '</list>\n';
}

/** Characters that no XML 1.0 document can hold, though a key can: section 2.2 of the specification. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function element(name: string, value: unknown): string {
  const text = String(value);
  if (FORBIDDEN.test(text)) return `<${name} encoding="url">${encodeURIComponent(text)}</${name}>`;
  // A carriage return that stands as it is would be read as a line feed.
  return `<${name}>${escapeXml(text).replaceAll('\r', '&#13;')}</${name}>`;
}
