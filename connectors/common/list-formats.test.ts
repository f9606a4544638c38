import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordValue } from '../../shared/runs/payload.ts';
import { contentOf } from '../amazon-s3/executor/test-support/run-step.ts';
import { csvPieces, formatted, xmlPieces } from './list-formats.ts';
import { eachElement, elementText } from './xml.ts';

const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((text) => text.isWellFormed());
const object = fc.record({ key, size: fc.nat(), lastModified: fc.constant('2026-01-02T03:04:05.000Z'), eTag: key });

const listOf = (objects: RecordValue[]): RecordValue => ({
  bucketName: 'b',
  keyCount: objects.length,
  isTruncated: false,
  object: objects,
  commonPrefix: [],
});

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a list', () => {
  test('reads back from CSV as it was, whatever the keys are', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
        const rows = readCsv([...csvPieces(listOf(objects))].join(''));
        expect(rows[0]).toEqual(['key', 'size', 'lastModified', 'eTag', 'storageClass']);
        expect(rows.slice(1)).toEqual(
          objects.map((one) => [one.key, String(one.size), one.lastModified, one.eTag, '']),
        );
      }),
    );
  });

  test('reads back from XML as it was; a key that XML cannot hold is encoded', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
        const xml = [...xmlPieces(listOf(objects))].join('');
        const keys: string[] = [];
        eachElement(xml, 'object', (from, to) => {
          const plain = elementText(xml, 'key', from, to);
          const encoded = /<key encoding="url">([^<]*)</.exec(xml.slice(from, to))?.[1];
          keys.push(encoded === undefined ? (plain ?? '') : decodeURIComponent(encoded));
        });
        expect(keys).toEqual(objects.map((one) => one.key));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      }),
    );
  });

  test('of folders has one column', () => {
    const record = { ...listOf([]), commonPrefix: [{ prefix: 'a/' }, { prefix: 'b,c/' }] };
    expect([...csvPieces(record)].join('')).toBe('prefix\r\na/\r\n"b,c/"\r\n');
  });
});

test('what is no list is written as it came, whatever format a list would have', () => {
  const content = contentOf(Buffer.from('x'));
  expect(formatted({ record: { key: 'k' }, content }, 'csv').content).toBe(content);
});
