import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PinnedFolder } from '../folder/pinned-folder.ts';
import { type TestFolder, testFolder } from '../test-support/test-folder.ts';
import { removeLeftovers } from './leftovers.ts';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

const leftover = (digit: string) => `.sluice-${digit.repeat(24)}.part`;

test('what another agent was faster with does not keep the others from being removed', async () => {
  for (const digit of ['1', '2', '3']) {
    await at.put(leftover(digit), 'begun');
    await utimes(join(at.path, leftover(digit)), 0, 0);
  }
  const folder = await PinnedFolder.open(at.path, at.path);
  const entries = (await folder.entries()).sort((a, b) => (a.name < b.name ? -1 : 1));
  vi.spyOn(folder, 'entries').mockResolvedValue(entries);
  await rm(join(at.path, leftover('1')));
  await removeLeftovers(folder);
  await folder.close();
  expect(await at.all()).toEqual([]);
});
