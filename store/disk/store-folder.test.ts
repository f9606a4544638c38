import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreFolder } from './store-folder.ts';

let dataDir: string;
let store: StoreFolder;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sluice-store-folder-'));
  store = new StoreFolder(dataDir);
});

afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Closes the store, and opens its folder again. */
function reopen(): void {
  store.close();
  store = new StoreFolder(dataDir);
}

describe('a bucket that is deleted while something is on its way into it', () => {
  test.each([
    ['a small upload', 10],
    ['an upload that is streamed', 300 * 1024],
  ])('does not come back as an empty folder: %s', async (_what, size) => {
    const bucket = store.create('bucket', new Date(0));
    const writer = bucket.blobs.create();
    await writer.write(Buffer.from('begun'));
    store.remove(bucket);
    const rest = writer.write(Buffer.alloc(size)).then(() => writer.finish());
    await expect(rest).rejects.toMatchObject({ code: 'NoSuchBucket' });
    await writer.discard();
    reopen();
    expect(store.all()).toEqual([]);
    expect(store.create('bucket', new Date(0)).name).toBe('bucket');
  });

  test('does not come back as an empty folder: a copy', async () => {
    const source = store.create('source', new Date(0));
    const writer = source.blobs.create();
    await writer.write(Buffer.from('content'));
    const [blob] = await writer.finish();
    const bucket = store.create('bucket', new Date(0));
    store.remove(bucket);
    const copy = bucket.blobs.copyFrom(source.blobs, blob ?? { id: '', size: 0 });
    await expect(copy).rejects.toMatchObject({ code: 'NoSuchBucket' });
    reopen();
    expect(store.all().map(({ name }) => name)).toEqual(['source']);
  });
});
