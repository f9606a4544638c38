import { expect } from 'vitest';
import { type Bench, type Check, expectError } from '../check.ts';

async function fill({ s3, bucket }: Bench, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((Key) => s3.putObject({ Bucket: bucket, Key, Body: 'x' })));
}

type Query = { Prefix?: string; Delimiter?: string; MaxKeys?: number; StartAfter?: string };

/** All pages, each as its keys and then its common prefixes. */
async function pages({ s3, bucket }: Bench, query: Query): Promise<string[][]> {
  const all: string[][] = [];
  let token: string | undefined;
  do {
    const page = await s3.listObjectsV2({ Bucket: bucket, ...query, ContinuationToken: token });
    const keys = (page.Contents ?? []).map(({ Key = '' }) => Key);
    const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    expect(page.KeyCount).toBe(keys.length + prefixes.length);
    expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
    all.push([...keys, ...prefixes]);
    token = page.NextContinuationToken;
  } while (token !== undefined && all.length < 100);
  return all;
}

const TREE = ['a.txt', 'b/1', 'b/2', 'b/c/3', 'd/4', 'e.txt'];

export const listingChecks: readonly Check[] = [
  {
    name: 'keys are listed in the order of their UTF-8 bytes',
    run: async (bench) => {
      const keys = ['a', 'B', 'Z', 'aa', 'a/', 'a-', 'é', 'z', '\u{1f600}', '\ufb01', '~', '中'];
      await fill(bench, keys);
      const wanted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect((await pages(bench, {})).flat()).toEqual(wanted);
    },
  },
  {
    name: 'a listing tells size, ETag, time and class of each object',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'hello' });
      const { Contents = [], Name, MaxKeys, Prefix } = await s3.listObjectsV2({ Bucket: bucket });
      expect(Contents).toHaveLength(1);
      expect(Contents[0]).toMatchObject({
        Size: 5,
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
        StorageClass: 'STANDARD',
      });
      expect(Math.abs(Date.now() - (Contents[0]?.LastModified?.getTime() ?? 0))).toBeLessThan(600_000);
      expect([Name, MaxKeys, Prefix ?? '']).toEqual([bucket, 1000, '']);
    },
  },
  {
    name: 'a listing and a HEAD tell the same time',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      const { Contents } = await s3.listObjectsV2({ Bucket: bucket });
      expect(Contents?.[0]?.LastModified).toEqual((await s3.headObject({ Bucket: bucket, Key: 'k' })).LastModified);
    },
    ceph: { reason: 'lists with fractions of a second', failure: /to deeply equal 20/ },
  },
  {
    name: 'an empty bucket lists nothing',
    run: async (bench) => expect(await pages(bench, {})).toEqual([[]]),
  },
  {
    name: 'a prefix narrows the listing',
    run: async (bench) => {
      await fill(bench, TREE);
      expect(await pages(bench, { Prefix: 'b/' })).toEqual([['b/1', 'b/2', 'b/c/3']]);
      expect(await pages(bench, { Prefix: 'none' })).toEqual([[]]);
    },
  },
  {
    name: 'a delimiter groups keys into common prefixes',
    run: async (bench) => {
      await fill(bench, TREE);
      expect(await pages(bench, { Delimiter: '/' })).toEqual([['a.txt', 'e.txt', 'b/', 'd/']]);
      expect(await pages(bench, { Delimiter: '/', Prefix: 'b/' })).toEqual([['b/1', 'b/2', 'b/c/']]);
    },
  },
  {
    name: 'a delimiter may be longer than one character, or rare',
    run: async (bench) => {
      await fill(bench, ['a--b', 'a-c', 'd--e--f', 'g']);
      expect(await pages(bench, { Delimiter: '--' })).toEqual([['a-c', 'g', 'a--', 'd--']]);
      expect(await pages(bench, { Delimiter: '|' })).toEqual([['a--b', 'a-c', 'd--e--f', 'g']]);
    },
  },
  {
    name: 'the key equal to the prefix is listed, also when it ends in the delimiter',
    run: async (bench) => {
      await fill(bench, ['b/', 'b/1', 'b//2']);
      expect(await pages(bench, { Delimiter: '/', Prefix: 'b/' })).toEqual([['b/', 'b/1', 'b//']]);
    },
  },
  {
    name: 'pages join without a gap or a double',
    run: async (bench) => {
      const keys = Array.from({ length: 25 }, (_, i) => `key-${String(i).padStart(3, '0')}`);
      await fill(bench, keys);
      const got = await pages(bench, { MaxKeys: 7 });
      expect(got.map(({ length }) => length)).toEqual([7, 7, 7, 4]);
      expect(got.flat()).toEqual(keys);
    },
  },
  {
    name: 'the last page that is just full is not said to be truncated',
    run: async (bench) => {
      await fill(bench, ['a', 'b', 'c', 'd']);
      expect(await pages(bench, { MaxKeys: 2 })).toEqual([
        ['a', 'b'],
        ['c', 'd'],
      ]);
    },
  },
  {
    name: 'pages count common prefixes, and give each once',
    run: async (bench) => {
      await fill(bench, TREE);
      const got = await pages(bench, { Delimiter: '/', MaxKeys: 1 });
      expect(got).toEqual([['a.txt'], ['b/'], ['d/'], ['e.txt']]);
    },
  },
  {
    name: 'StartAfter begins behind a key, whether or not it is there',
    run: async (bench) => {
      await fill(bench, TREE);
      expect((await pages(bench, { StartAfter: 'b/2' })).flat()).toEqual(['b/c/3', 'd/4', 'e.txt']);
      expect((await pages(bench, { StartAfter: 'c' })).flat()).toEqual(['d/4', 'e.txt']);
      expect((await pages(bench, { StartAfter: 'z' })).flat()).toEqual([]);
    },
  },
  {
    name: 'StartAfter and a prefix go together',
    run: async (bench) => {
      await fill(bench, TREE);
      expect((await pages(bench, { StartAfter: 'b/1', Prefix: 'b/' })).flat()).toEqual(['b/2', 'b/c/3']);
      expect((await pages(bench, { StartAfter: 'a', Prefix: 'b/' })).flat()).toEqual(['b/1', 'b/2', 'b/c/3']);
    },
  },
  {
    name: 'no more than 1,000 come in one page',
    run: async ({ s3, bucket }) => {
      const { MaxKeys } = await s3.listObjectsV2({ Bucket: bucket, MaxKeys: 5000 });
      expect(MaxKeys).toBe(1000);
    },
  },
  {
    name: 'MaxKeys 0 gives nothing and is not truncated',
    run: async (bench) => {
      await fill(bench, ['a']);
      const page = await bench.s3.listObjectsV2({ Bucket: bench.bucket, MaxKeys: 0 });
      expect([page.KeyCount, page.IsTruncated, page.Contents ?? []]).toEqual([0, false, []]);
    },
  },
  {
    name: 'a MaxKeys that is no number is refused',
    run: async ({ raw, bucket }) => {
      const { status, text } = await raw.send({ path: `/${bucket}`, query: { 'list-type': '2', 'max-keys': 'many' } });
      expect([status, text]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')]);
    },
  },
  {
    name: 'a continuation token that is none is refused',
    run: ({ s3, bucket }) =>
      expectError(s3.listObjectsV2({ Bucket: bucket, ContinuationToken: '!!' }), 'InvalidArgument', 400),
    ceph: { reason: 'takes any text as a token', failure: /the call succeeded/ },
  },
  {
    name: 'EncodingType url encodes names',
    run: async (bench) => {
      await fill(bench, ['a b/c+d&é']);
      const page = await bench.s3.listObjectsV2({ Bucket: bench.bucket, EncodingType: 'url', Prefix: 'a b' });
      expect(page.EncodingType).toBe('url');
      const decode = (text = ''): string => decodeURIComponent(text.replaceAll('+', ' '));
      expect([page.Contents?.[0]?.Key, page.Prefix].map(decode)).toEqual(['a b/c+d&é', 'a b']);
      expect(page.Contents?.[0]?.Key).toContain('%2B');
    },
  },
  {
    name: 'the owner is named only when asked for',
    run: async (bench) => {
      await fill(bench, ['a']);
      const { s3, bucket } = bench;
      expect((await s3.listObjectsV2({ Bucket: bucket })).Contents?.[0]?.Owner).toBeUndefined();
      expect((await s3.listObjectsV2({ Bucket: bucket, FetchOwner: true })).Contents?.[0]?.Owner?.ID).toBeTruthy();
    },
  },
  {
    name: 'version 1 pages by marker, and names the next one when grouping',
    run: async (bench) => {
      await fill(bench, TREE);
      const { s3, bucket } = bench;
      const first = await s3.listObjects({ Bucket: bucket, MaxKeys: 2, Delimiter: '/' });
      expect([first.Contents?.[0]?.Key, first.CommonPrefixes?.[0]?.Prefix, first.NextMarker]).toEqual([
        'a.txt',
        'b/',
        'b/',
      ]);
      const second = await s3.listObjects({ Bucket: bucket, Delimiter: '/', Marker: first.NextMarker });
      expect([second.Contents?.[0]?.Key, second.CommonPrefixes?.[0]?.Prefix, second.IsTruncated]).toEqual([
        'e.txt',
        'd/',
        false,
      ]);
      const plain = await s3.listObjects({ Bucket: bucket, Marker: 'b/2' });
      expect(plain.Contents?.map(({ Key }) => Key)).toEqual(['b/c/3', 'd/4', 'e.txt']);
    },
  },
];
