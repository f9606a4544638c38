import { appendFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesOf, recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { codesOf, type TestFolder, testFolder } from '../test-support/test-folder.ts';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

/** Bytes of which every place looks different. */
const patterned = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + index / 251) & 255));

test('a file comes with its size, its time and its name, and as it is', async () => {
  await at.put('2026/in/a b.csv', 'one,two');
  await utimes(join(at.path, '2026/in/a b.csv'), 0, new Date('2026-03-04T05:06:07.500Z'));
  const context = recorder();
  const { record, content } = await at.read({ path: '2026/in/a b.csv' }, undefined, context);
  expect(record).toEqual({
    folder: at.path,
    key: '2026/in/a b.csv',
    name: 'a b.csv',
    contentLength: 7,
    lastModified: '2026-03-04T05:06:07.500Z',
  });
  expect(content).toMatchObject({ size: 7, rereadable: true });
  expect((await bytesOf(content)).toString()).toBe('one,two');
  expect(context.totals).toMatchObject({ bytes: 7, objects: 1, expected: { bytes: 7, objects: 1 } });
  expect(codesOf(context)).toEqual(['file-opened']);
});

test.each([0, 1, 2, 262_143, 262_144, 262_145, 2_000_000])(
  '%i bytes are read whole, as often as asked',
  async (size) => {
    const bytes = patterned(size);
    await at.put('file', bytes);
    const context = recorder();
    const { content } = await at.read({ path: 'file' }, undefined, context);
    for (let times = 0; times < 2; times += 1) expect((await bytesOf(content)).equals(bytes)).toBe(true);
    expect(context.totals).toMatchObject({ bytes: size, objects: 1 });
  },
);

test('any part can be had, and several at a time', async () => {
  const bytes = patterned(1_500_000);
  await at.put('file', bytes);
  const { content } = await at.read({ path: 'file' });
  const range = fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map(([a, b]) => [Math.min(a, b), Math.abs(a - b)]);
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 4 }), async (ranges) => {
      const parts = await Promise.all(ranges.map(([offset, length]) => bytesOf(content, offset, length)));
      for (const [index, [offset = 0, length = 0]] of ranges.entries())
        expect(parts[index]?.equals(bytes.subarray(offset, offset + length))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each(['äöü/日本語 🙂.txt', 'a+b %20 c', '#?&=;', 'it\'s "quoted"', ' leading and trailing ', 'a\\b', '-', '...'])(
  'the name %j is nothing special',
  async (path) => {
    await at.put(path, 'x');
    const { record, content } = await at.read({ path });
    expect(record.key).toBe(path);
    expect((await bytesOf(content)).toString()).toBe('x');
  },
);

test('the path of the preceding step is used when the screen has none', async () => {
  await at.put('in/a', 'x');
  const { content } = await at.read({}, { record: { bucketName: 'elsewhere', key: 'in/a' } });
  expect((await bytesOf(content)).toString()).toBe('x');
  await expect(at.read()).rejects.toMatchObject({ code: 'path-not-supplied' });
});

test('a missing file is an error, or no data where it is set so', async () => {
  await expect(at.read({ path: 'no/file' })).rejects.toMatchObject({
    code: 'file-missing',
    message: expect.stringContaining(`"no/file" in the folder "${at.path}"`),
  });
  const context = recorder();
  const given = await at.read({ path: 'no/file', ifMissing: 'no-data' }, undefined, context);
  expect(given).toEqual({ record: { folder: at.path, key: 'no/file', name: 'file' } });
  expect(codesOf(context)).toEqual(['file-missing']);
});

const CHANGES: [string, (file: string) => Promise<void>][] = [
  ['grows', (file) => appendFile(file, 'more')],
  ['shrinks', (file) => truncate(file, 600_000)],
  ['is written anew', (file) => writeFile(file, Buffer.alloc(2_000_000, 'b'))],
  [
    'is replaced',
    async (file) => {
      await writeFile(`${file}.new`, Buffer.alloc(2_000_000, 'b'));
      await rename(`${file}.new`, file);
    },
  ],
];

test.each(CHANGES)('a file that %s while it is read is never seen complete', async (how, change) => {
  await at.put('file', Buffer.alloc(2_000_000, 'a'));
  // The clock that a file system writes down may tick only every few milliseconds.
  await utimes(join(at.path, 'file'), 0, new Date('2026-01-02T03:04:05Z'));
  const { content } = await at.read({ path: 'file' });
  let seen = 0;
  const sink = async (chunk: Uint8Array) => {
    if (seen === 0) await change(join(at.path, 'file'));
    seen += chunk.length;
  };
  const { signal } = new AbortController();
  const first = content?.read(sink, { offset: 0 }, signal);
  // One that was replaced is still the one that was opened; only opening it again shows that it is another.
  if (how === 'is replaced') await first;
  else await expect(first).rejects.toMatchObject({ code: 'source-changed' });
  if (how !== 'is replaced') expect(seen).toBeLessThan(2_000_000);
  await expect(content?.read(() => undefined, { offset: 1, length: 5 }, signal)).rejects.toMatchObject({
    code: 'source-changed',
  });
});

test('a cancel ends the reading, and an error of the sink comes out as it is', async () => {
  await at.put('file', Buffer.alloc(5_000_000));
  const controller = new AbortController();
  const { content } = await at.read({ path: 'file' }, undefined, recorder(controller.signal));
  const own = new Error('the sink is full');
  const fails = () => Promise.reject(own);
  await expect(content?.read(fails, { offset: 0 }, controller.signal)).rejects.toBe(own);
  let chunks = 0;
  const cancels = () => {
    chunks += 1;
    controller.abort(new Error('canceled'));
  };
  await expect(content?.read(cancels, { offset: 0 }, controller.signal)).rejects.toThrow('canceled');
  expect(chunks).toBe(1);
});
