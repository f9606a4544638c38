import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BlobStore } from './blob-store.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, writeFileSync: vi.fn(real.writeFileSync) };
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'sluice-blob-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a small blob that a full disk takes half of leaves nothing behind', async () => {
  const writer = new BlobStore(folder).create();
  await writer.write(Buffer.from('content'));
  vi.mocked(fs.writeFileSync).mockImplementationOnce((path) => {
    fs.appendFileSync(path, 'cont');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await expect(writer.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  await writer.discard();
  const left = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(left).toEqual([]);
});
