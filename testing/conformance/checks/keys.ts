import { expect } from 'vitest';
import { type Check, expectError, textOf } from '../check.ts';

/** Keys that break stores which take them for paths, or forget to encode. */
const ODD_KEYS: readonly string[] = [
  'a//b',
  '/leading',
  '//',
  '.',
  '..',
  '../up',
  '../../etc/passwd',
  'a/./b',
  'a/../b',
  'a/..',
  'trailing/',
  'with space',
  ' around ',
  'plus+plus',
  'percent%25%2F',
  '100%',
  'query?x=1&y',
  'hash#tag',
  'quotes\'"`',
  '<tag>&amp;',
  'semi;colon,comma:at@dollar$equal=',
  'star*paren()!~',
  'back\\slash',
  '[brackets]{braces}|^',
  'ünïcödé',
  'e\u0301 decomposed',
  '漢字/かな',
  '\u{1f600}\u{10ffff}',
  '\ufb01\uffee',
  'CON',
  'nul.txt ',
  'x'.repeat(1024),
  'é'.repeat(512),
];

function named(key: string): string {
  return key.length > 60 ? `${key.slice(0, 10)}… (${Buffer.byteLength(key)} bytes)` : key;
}

export const keyChecks: readonly Check[] = [
  ...ODD_KEYS.map(
    (key): Check => ({
      name: `the key ${JSON.stringify(named(key))} is kept as it is`,
      run: async ({ s3, bucket }) => {
        await s3.putObject({ Bucket: bucket, Key: key, Body: `body of ${key}` });
        expect(await textOf(s3, bucket, key)).toBe(`body of ${key}`);
        const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket });
        expect(Contents.map(({ Key }) => Key)).toEqual([key]);
        await s3.deleteObject({ Bucket: bucket, Key: key });
        expect((await s3.listObjectsV2({ Bucket: bucket })).KeyCount).toBe(0);
      },
    }),
  ),
  {
    name: 'keys that differ only in dots, slashes or case are different objects',
    run: async ({ s3, bucket }) => {
      const keys = ['a/b', 'a//b', 'a/./b', '/a/b', 'A/b', 'a/b/'];
      for (const Key of keys) await s3.putObject({ Bucket: bucket, Key, Body: Key });
      for (const Key of keys) expect(await textOf(s3, bucket, Key)).toBe(Key);
    },
  },
  {
    name: 'a key with control characters is listed when names are encoded',
    run: async ({ s3, bucket }) => {
      const key = 'tab\tnewline\nreturn\r\u0001';
      await s3.putObject({ Bucket: bucket, Key: key, Body: 'x' });
      expect(await textOf(s3, bucket, key)).toBe('x');
      const { Contents } = await s3.listObjectsV2({ Bucket: bucket, EncodingType: 'url' });
      expect(decodeURIComponent(Contents?.[0]?.Key ?? '')).toBe(key);
    },
  },
  {
    name: 'a key of more than 1,024 bytes is refused',
    run: ({ s3, bucket }) =>
      expectError(s3.putObject({ Bucket: bucket, Key: 'é'.repeat(513), Body: 'x' }), 'KeyTooLongError', 400),
    ceph: { reason: 'the error has another code', failure: /InvalidObjectName|InvalidArgument|KeyTooLong/ },
  },
];
