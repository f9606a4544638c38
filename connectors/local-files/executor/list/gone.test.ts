import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { Root } from '../folder/root.ts';
import { type TestFolder, testFolder } from '../test-support/test-folder.ts';
import { walk } from './walk.ts';

// Somebody removes a folder while it is listed: what is not there any more is left out.

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

const remove = (path: string) => rm(join(at.path, path), { recursive: true });
const walkOf = (root: Root) =>
  walk({ root, parts: [], subFolders: true, after: '', context: recorder(), wanted: () => true });

test('a folder that the list would come back to after a folder in it', async () => {
  for (const path of ['in/a/first', 'in/b', 'last']) await at.put(path, 'x');
  const found: string[] = [];
  for await (const files of walkOf(new Root(at.path, at.path))) {
    found.push(...files.map(({ key }) => key));
    if (found.length === 1) await remove('in');
  }
  expect(found).toEqual(['in/a/first', 'last']);
});

test('the listed folder itself is told to be missing', async () => {
  for (const path of ['in/a', 'last']) await at.put(path, 'x');
  const pages = walkOf(new Root(at.path, at.path));
  expect((await pages.next()).value).toMatchObject([{ key: 'in/a' }]);
  await remove('.');
  await expect(pages.next()).rejects.toMatchObject({ code: 'folder-missing' });
});
