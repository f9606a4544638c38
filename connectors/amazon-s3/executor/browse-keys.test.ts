import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TreePage } from '../../../shared/asking.ts';
import { quick, type TestExecutor } from './test-support/run-step.ts';
import { serveRaw } from './test-support/serve-raw.ts';
import { type TestStore, testStore } from './test-support/test-store.ts';

let at: TestStore;
let executor: TestExecutor;
const signal = new AbortController().signal;

beforeAll(async () => {
  at = await testStore();
  executor = quick();
  for (const key of ['readme.txt', 'in/', 'in/a.csv', 'in/b ü+.csv', 'in/deep/x', 'in/deeper/y', 'out/z'])
    await at.witness.put(key, 'hello');
  await at.witness.createBucket('many');
  const keys = Array.from({ length: 450 }, (_, index) =>
    index % 3 === 0 ? `k${String(index).padStart(4, '0')}/x` : `k${String(index).padStart(4, '0')}`,
  );
  await Promise.all(keys.map((key) => at.witness.put(key, '', { Bucket: 'many' })));
}, 60_000);
afterAll(async () => {
  executor.close();
  await at.stop();
});

async function look(
  folder: string,
  more: { search?: string; after?: string; bucket?: string } = {},
): Promise<TreePage> {
  const { search = '', after = '', bucket = 'data' } = more;
  const page = await executor.browseTree?.(
    at.connection(),
    { what: 'keys', within: { bucket }, folder, search, after },
    signal,
  );
  if (!page) throw new Error('no page');
  return page;
}
const ids = ({ items }: TreePage) => items.map(({ id }) => id);

test('a folder shows its folders and its objects, and not itself', async () => {
  const top = await look('');
  expect(top.folders).toEqual(['in/', 'out/']);
  expect(ids(top)).toEqual(['readme.txt']);
  expect(top.items[0]?.cells).toMatchObject({ size: '5', modified: expect.stringMatching(/^\d{4}-/) });
  const inside = await look('in/');
  expect(inside.folders).toEqual(['in/deep/', 'in/deeper/']);
  expect(ids(inside)).toEqual(['in/a.csv', 'in/b ü+.csv']);
  expect(inside.next).toBeNull();
});

test('a search shows what begins so', async () => {
  const found = await look('in/', { search: 'dee' });
  expect(found.folders).toEqual(['in/deep/', 'in/deeper/']);
  expect(ids(found)).toEqual([]);
  expect(ids(await look('in/', { search: 'b ' }))).toEqual(['in/b ü+.csv']);
});

test('pages together show everything once', async () => {
  const folders: string[] = [];
  const keys: string[] = [];
  let pages = 0;
  for (let after: string | null = ''; after !== null; pages += 1) {
    const page: TreePage = await look('', { bucket: 'many', after });
    folders.push(...page.folders);
    keys.push(...ids(page));
    after = page.next;
  }
  expect(pages).toBeGreaterThan(2);
  expect(new Set(folders).size).toBe(150);
  expect(folders).toHaveLength(150);
  expect(keys).toHaveLength(300);
});

test.each([
  ['is empty', ''],
  ['tells only of the folder that was shown last', '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>'],
])('a page of the storage that %s is not the end, and no start over', async (_, nothingNew) => {
  // Storages may give such pages where many versions are hidden by delete markers.
  const pages: Record<string, string> = {
    first: `<IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken>${nothingNew}`,
    more: '<IsTruncated>false</IsTruncated><Contents><Key>b</Key><Size>1</Size></Contents>',
  };
  const { url, stop } = await serveRaw((request, response) => {
    const token = new URL(request.url ?? '', 'http://storage').searchParams.get('continuation-token') ?? 'first';
    response.end(`<ListBucketResult>${pages[token]}</ListBucketResult>`);
  });
  const connection = at.connection({ endpointUrl: url });
  const request = { what: 'keys', within: { bucket: 'data' }, folder: '', search: '', after: 'a/' };
  expect(await executor.browseTree?.(connection, request, signal)).toMatchObject({
    folders: [],
    items: [{ id: 'b' }],
    next: null,
  });
  await stop();
});

test('a bucket that is missing is named', async () => {
  await expect(look('', { bucket: 'not-there' })).rejects.toMatchObject({ code: 'bucket-missing' });
});
