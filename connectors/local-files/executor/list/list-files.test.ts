import { symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { bytesOf, recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { codesOf, payload, type TestFolder, testFolder } from '../test-support/test-folder.ts';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

const keysOf = async (settings: ResolvedSettings = {}) =>
  ((await at.list(settings)).record.file as { key: string }[]).map(({ key }) => key);

async function each(settings: ResolvedSettings, after = '', count = 0, context = recorder()) {
  const marks: string[] = [];
  const activity = { type: 'list-files', name: 'List', settings: { pass: 'each', ...settings } };
  const pages = at.executor.each?.(at.connection(), activity, { record: {} }, context, { after, count });
  let ends = 0;
  for await (const { items, isLast } of pages ?? []) {
    marks.push(...items.map(({ mark }) => mark));
    if (isLast) {
      ends += 1;
      break;
    }
  }
  expect(ends).toBe(1);
  return marks;
}

test('a folder is listed with sizes and times, in the order of the paths', async () => {
  for (const path of ['b.txt', 'a/z', 'a.txt', 'a/b/c', 'ä', 'B']) await at.put(path, path);
  await utimes(join(at.path, 'a.txt'), 0, new Date('2026-01-02T03:04:05.678Z'));
  const context = recorder();
  const { record, content } = await at.list({}, context);
  expect(record).toMatchObject({ folder: at.path, subFolder: '', fileCount: 6, isTruncated: false });
  expect(await keysOf()).toEqual(['B', 'a.txt', 'a/b/c', 'a/z', 'b.txt', 'ä']);
  expect((record.file as object[])[1]).toEqual({ key: 'a.txt', size: 5, lastModified: '2026-01-02T03:04:05.678Z' });
  expect(JSON.parse((await bytesOf(content)).toString()).file).toHaveLength(6);
  expect(context.totals.objects).toBe(6);
});

test('an empty folder is an empty list, and one that is not there an error', async () => {
  expect(await keysOf()).toEqual([]);
  expect(await each({})).toEqual([]);
  await expect(at.list({ subFolder: 'no' })).rejects.toMatchObject({ code: 'sub-folder-missing' });
  await expect(at.list({ subFolder: '../outside' })).rejects.toMatchObject({ code: 'path-invalid' });
});

test('the settings say what is listed', async () => {
  for (const path of ['in/a.csv', 'in/b.txt', 'in/deep/c.csv', 'out/d.csv']) await at.put(path, path);
  await utimes(join(at.path, 'out/d.csv'), 0, new Date('2020-01-01T00:00:00Z'));
  expect(await keysOf({ subFolder: 'in' })).toEqual(['in/a.csv', 'in/b.txt', 'in/deep/c.csv']);
  expect(await keysOf({ subFolder: 'in/' })).toHaveLength(3);
  expect(await keysOf({ subFolder: 'in', subFolders: false })).toEqual(['in/a.csv', 'in/b.txt']);
  expect(await keysOf({ subFolders: false })).toEqual([]);
  expect(await keysOf({ pattern: 'in/**/*.csv' })).toEqual(['in/a.csv', 'in/deep/c.csv']);
  expect(await keysOf({ modifiedBefore: '2021-01-01' })).toEqual(['out/d.csv']);
  expect(await keysOf({ modifiedAfter: '2021-01-01' })).toHaveLength(3);
  expect(await keysOf({ smallest: 9 })).toEqual(['in/deep/c.csv', 'out/d.csv']);
  expect(await keysOf({ largest: 8 })).toEqual(['in/a.csv', 'in/b.txt']);
});

test('a limit is told, never silent', async () => {
  for (let index = 0; index < 5; index += 1) await at.put(`f${index}`, 'x');
  const context = recorder();
  const { record } = await at.list({ maximumFiles: 3 }, context);
  expect(record).toMatchObject({ fileCount: 3, isTruncated: true, nextStartAfter: 'f2' });
  expect(context.logs).toMatchObject([{ level: 'warning', code: 'list-truncated' }]);
  const exact = recorder();
  expect((await at.list({ maximumFiles: 5 }, exact)).record).toMatchObject({ isTruncated: false });
  expect(codesOf(exact)).not.toContain('list-truncated');
  const cut = recorder();
  expect(await each({ maximumFiles: 3 }, '', 0, cut)).toEqual(['f0', 'f1', 'f2']);
  expect(codesOf(cut)).toEqual(['list-truncated']);
  expect(await each({ maximumFiles: 3 }, 'f1', 2)).toEqual(['f2']);
});

test('whatever there is: each file comes once, in order, and a list goes on after any of them', async () => {
  const name = fc.constantFrom('a', 'b', 'a.b', 'a b', 'B', 'ä', '🙂', '-', '~');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(path, { maxLength: 12 }), fc.nat(), async (paths, from) => {
      const own = await testFolder();
      try {
        for (const one of paths) await own.put(one, one).catch(() => undefined);
        const files = (await own.all()).filter((one) => !one.endsWith('/')).sort();
        const activity = { type: 'list-files', name: 'List', settings: { pass: 'each' } };
        const after = async (mark: string) => {
          const marks: string[] = [];
          const start = { after: mark, count: 0 };
          const pages = own.executor.each?.(own.connection(), activity, { record: {} }, recorder(), start);
          for await (const { items } of pages ?? []) marks.push(...items.map((item) => item.mark));
          return marks;
        };
        expect(await after('')).toEqual(files);
        const index = files.length === 0 ? 0 : from % files.length;
        expect(await after(files[index] ?? '')).toEqual(files.slice(index + 1));
      } finally {
        await own.remove();
      }
    }),
    { numRuns: 60 },
  );
});

test('many files of one folder come in pages', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `f${String(index).padStart(4, '0')}`);
  await Promise.all(names.map((name) => at.put(name, name)));
  expect(await each({})).toEqual(names);
  expect(await each({}, 'f0996')).toEqual(['f0997', 'f0998', 'f0999']);
});

test('a name that is no Unicode is left out with a warning', async () => {
  await at.put('good', 'x');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(Buffer.concat([Buffer.from(`${at.path}/bad`), Buffer.from([0xff, 0xfe])]), 'x');
  const context = recorder();
  const { record } = await at.list({}, context);
  expect(record.fileCount).toBe(1);
  expect(codesOf(context)).toContain('name-not-unicode');
});

test('a folder can be looked through in a browser, page by page', async () => {
  await Promise.all(Array.from({ length: 250 }, (_, index) => at.put(`many/f${String(index).padStart(3, '0')}`, 'x')));
  await at.put('top.txt', 'hello');
  await symlink(at.outside, join(at.path, 'out'));
  const { signal } = new AbortController();
  const look = (folder: string, search = '', after = '') =>
    at.executor.browseTree?.(at.connection(), { what: 'files', within: {}, folder, search, after }, signal);
  expect(await look('')).toMatchObject({
    folders: ['many/'],
    items: [{ id: 'top.txt', cells: { size: '5' } }],
    next: null,
  });
  const first = await look('many/');
  expect(first?.items).toHaveLength(200);
  const second = await look('many/', '', first?.next ?? '');
  expect(second?.items.map(({ id }) => id)[0]).toBe('many/f200');
  expect(second?.items).toHaveLength(50);
  expect((await look('many/', 'f01'))?.items).toHaveLength(10);
  await expect(look('out/')).rejects.toMatchObject({ code: 'outside-folder' });
  await expect(look('../')).rejects.toMatchObject({ code: 'path-invalid' });
});

test('a list is written as CSV where that is chosen', async () => {
  await at.put('in/a,b', 'xyz');
  await utimes(join(at.path, 'in/a,b'), 0, new Date('2026-01-02T03:04:05Z'));
  const listed = await at.list({ subFolder: 'in' });
  if (!listed.content) throw new Error('no content');
  await at.write({ path: 'list.csv', listFormat: 'csv' }, { ...payload('', listed.content), record: listed.record });
  expect((await at.bytes('list.csv')).toString()).toBe(
    'key,size,lastModified\r\n"in/a,b",3,2026-01-02T03:04:05.000Z\r\n',
  );
});
