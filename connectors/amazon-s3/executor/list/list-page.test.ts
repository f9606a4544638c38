import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../common/glob.ts';
import { escapeXml } from '../../../common/xml.ts';
import { isCutPage, readListPage } from './list-page.ts';

const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const row = fc.record({ key, size: fc.nat(), eTag: fc.stringMatching(/^[0-9a-f]{32}$/) });

function document(rows: { key: string; size: number; eTag: string }[], encoded: boolean, next?: string): string {
  const write = (text: string) => (encoded ? encodeURIComponent(text).replaceAll('%20', '+') : escapeXml(text));
  const contents = rows.map(
    (one) =>
      `<Contents><Key>${write(one.key)}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;${one.eTag}&quot;</ETag><Size>${one.size}</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>Contents</Prefix>${
    encoded ? '<EncodingType>url</EncodingType>' : ''
  }<IsTruncated>${next !== undefined}</IsTruncated>${
    next === undefined ? '' : `<NextContinuationToken>${escapeXml(next)}</NextContinuationToken>`
  }${contents.join('')}<CommonPrefixes><Prefix>${write('a b/')}</Prefix></CommonPrefixes></ListBucketResult>`;
}

describe('a page of a list', () => {
  test('is read as it was written, with encoded keys and without', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 5 }),
        fc.boolean(),
        fc.option(key, { nil: undefined }),
        (rows, encoded, next) => {
          const page = readListPage(Buffer.from(document(rows, encoded, next)));
          expect(page.objects.map(({ key, size, eTag }) => ({ key, size, eTag }))).toEqual(rows);
          expect(page.commonPrefixes).toEqual(['a b/']);
          expect(page.next).toBe(next);
        },
      ),
    );
  });

  test('never makes the reader throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readListPage(Buffer.from(`<ListBucketResult><Contents>${text}<Key>%zz`));
        readListPage(Buffer.from(text));
      }),
    );
  });
});

describe('a key pattern', () => {
  test.each([
    ['*.csv', 'a.csv', true],
    ['*.csv', 'in/a.csv', false],
    ['**.csv', 'in/a.csv', true],
    ['in/**/*.csv', 'in/a.csv', true],
    ['in/**/*.csv', 'in/x/y/a.csv', true],
    ['in/**/*.csv', 'out/a.csv', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a.c', 'abc', false],
    ['[x]', '[x]', true],
    ['(a|b)+$', '(a|b)+$', true],
    ['*', 'line\nbreak', true],
    ['?', '😀', true],
  ])('%s and the key %s', (pattern, candidate, fits) => {
    expect(compileGlob(pattern)(candidate)).toBe(fits);
  });

  test('without wildcards fits just itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[*?]/.test(text)),
        (text) => {
          expect(compileGlob(text)(text)).toBe(true);
        },
      ),
    );
  });

  test('is known to be cut wherever that is, and is not where it is whole, or empty and written as one tag', () => {
    const whole = document([{ key: 'a/b>', size: 1, eTag: 'e' }], false);
    const opened = whole.indexOf('<ListBucketResult') + '<ListBucketResult'.length;
    for (let end = opened; end < whole.length; end += 1)
      expect(isCutPage(Buffer.from(whole.slice(0, end))), whole.slice(0, end)).toBe(true);
    expect(isCutPage(Buffer.from(`${whole}\n`))).toBe(false);
    expect(isCutPage(Buffer.from('<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/" />\n'))).toBe(
      false,
    );
  });
});
