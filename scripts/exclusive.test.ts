import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exclusively } from './exclusive.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-exclusive-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('lets one at a time work, and the others afterwards', async () => {
  let inside = 0;
  const seen: number[] = [];
  const work = async () => {
    seen.push(++inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => exclusively(root, 'build', work)));
  expect(seen).toEqual([1, 1, 1]);
  expect(existsSync(join(root, '.cache', 'build.lock'))).toBe(false);
});

it('takes the lock of a process that was killed', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(join(root, '.cache'));
  writeFileSync(join(root, '.cache', 'build.lock'), String(pid));
  expect(await exclusively(root, 'build', async () => 'done')).toBe('done');
});

it('gives the lock back when the work fails', async () => {
  const failing = exclusively(root, 'build', () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await exclusively(root, 'build', async () => 'done')).toBe('done');
});
