import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bucket } from './bucket.ts';
import type { ObjectRecord } from './records.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-bucket-'));
  Bucket.write(folder, 'test', new Date(0));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function record(key: string, more: Partial<ObjectRecord> = {}): ObjectRecord {
  const none = { headers: {}, metadata: {}, storageClass: 'STANDARD', tags: [], blobs: [] };
  return { ...none, key, size: 0, etag: 'e', modified: 1, ...more };
}

async function put(bucket: Bucket, key: string, text: string): Promise<void> {
  const writer = bucket.blobs.create();
  await writer.write(Buffer.from(text));
  const blobs = await writer.finish();
  bucket.commit({ type: 'put', object: record(key, { size: text.length, blobs }) });
}

async function textOf(bucket: Bucket, key: string): Promise<string | undefined> {
  const object = bucket.state.objects.get(key);
  if (object === undefined) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of bucket.blobs.read(object.blobs, 0, object.size)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

describe('a bucket on disk', () => {
  test('has what was put, whatever the keys, and no key becomes a path', async () => {
    const odd = fc
      .array(fc.constantFrom('..', '/', '.', '\\', '\u0000', 'a', 'C:', '\n'), { minLength: 1 })
      .map((p) => p.join(''));
    const key = fc.oneof(odd, fc.string({ unit: 'binary', minLength: 1 }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, fc.string(), { maxKeys: 8 }), async (objects) => {
        const bucket = Bucket.open(folder);
        for (const [name, text] of Object.entries(objects)) await put(bucket, name, text);
        bucket.close();
        const again = Bucket.open(folder);
        for (const [name, text] of Object.entries(objects)) expect(await textOf(again, name)).toBe(text);
        again.close();
        for (const file of files()) expect(file).toMatch(/^(?:log\.jsonl|blobs[/\\][0-9a-f]{2}[/\\][0-9a-f]{32})$/);
      }),
      { numRuns: 30 },
    );
  });

  test('forgets a last line that a crash cut off, and goes on behind it', async () => {
    const bucket = Bucket.open(folder);
    await put(bucket, 'whole', 'x');
    bucket.close();
    appendFileSync(join(folder, 'log.jsonl'), '{"type":"put","object":{"key":"half');
    const again = Bucket.open(folder);
    expect([...again.state.objects.keys()]).toEqual(['whole']);
    await put(again, 'next', 'y');
    again.close();
    const third = Bucket.open(folder);
    expect([...third.state.objects.keys()]).toEqual(['whole', 'next']);
    third.close();
  });

  test('says where its log is damaged', () => {
    appendFileSync(join(folder, 'log.jsonl'), 'nonsense\n{"type":"delete","key":"k"}\n');
    expect(() => Bucket.open(folder)).toThrow(/log\.jsonl, line 2 is not JSON/);
  });

  test('removes the bytes of what is replaced or deleted, but not under a reader', async () => {
    const bucket = Bucket.open(folder);
    await put(bucket, 'k', 'old');
    const old = bucket.state.objects.get('k');
    const release = bucket.blobs.pin(old?.blobs ?? []);
    await put(bucket, 'k', 'new');
    const pieces: string[] = [];
    for await (const piece of bucket.blobs.read(old?.blobs ?? [], 0, 3)) pieces.push(piece.toString());
    expect(pieces.join('')).toBe('old');
    release();
    bucket.commit({ type: 'delete', key: 'k' });
    await expect.poll(() => files()).toEqual(['log.jsonl']);
    bucket.close();
  });

  test('removes at its start the files that a crash left', async () => {
    const left = join(folder, 'blobs', 'ab');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, `${'0'.repeat(30)}ab`), 'left over');
    const bucket = Bucket.open(folder);
    await put(bucket, 'k', 'kept');
    await expect.poll(() => files().filter((file) => file.includes('000000000ab'))).toEqual([]);
    expect(await textOf(bucket, 'k')).toBe('kept');
    bucket.close();
  });

  test('rewrites a log that is mostly of the past, open uploads included', async () => {
    const bucket = Bucket.open(folder);
    const upload = { ...record('big'), id: 'u1', initiated: 1 };
    bucket.commit({ type: 'upload', upload });
    bucket.commit({ type: 'part', uploadId: 'u1', part: { number: 1, size: 0, etag: 'p', modified: 1, blobs: [] } });
    for (let i = 0; i < 3000; i++) bucket.commit({ type: 'put', object: record(`k${i % 10}`) });
    bucket.close();
    const again = Bucket.open(folder);
    again.close();
    expect(readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(13);
    expect(again.state.objects.size).toBe(10);
    expect(again.state.uploads.get('u1')?.parts.get(1)?.etag).toBe('p');
  });
});
