import type { Content, Payload, RecordValue } from '../../../../shared/runs/payload.ts';
import { escapeXml } from '../wire/xml.ts';
import { madeContent } from './list-content.ts';

/** How a list is written as an object. */
export type ListFormat = 'json' | 'csv' | 'xml';

/** What a Put writes of a payload: a List's response in the format that was chosen, anything else as it came. */
export function formatted(input: Payload, format: ListFormat): { content: Content | undefined } {
  const { record, content } = input;
  if (format === 'json' || !isList(record)) return { content };
  return {
    content:
      format === 'csv'
        ? madeContent('text/csv; charset=utf-8', () => csvPieces(record))
        : madeContent('application/xml', () => xmlPieces(record)),
  };
}

const COLUMNS = ['key', 'size', 'lastModified', 'eTag', 'storageClass'] as const;

function isList(record: RecordValue): boolean {
  return Array.isArray(record.object) && typeof record.keyCount === 'number';
}

function rowsOf(record: RecordValue, member: string): readonly RecordValue[] {
  const rows = record[member];
  return Array.isArray(rows) ? rows : [];
}

/** RFC 4180, with a header line: one line an object; of a list of folders, one line a folder. */
export function* csvPieces(record: RecordValue): Generator<string> {
  const folders = rowsOf(record, 'commonPrefix');
  if (folders.length > 0) {
    yield 'prefix\r\n';
    for (const folder of folders) yield `${csvCell(folder.prefix)}\r\n`;
    return;
  }
  yield `${COLUMNS.join(',')}\r\n`;
  for (const row of rowsOf(record, 'object')) yield `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
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
