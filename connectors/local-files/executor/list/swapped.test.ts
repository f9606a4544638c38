import { rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { type TestFolder, testFolder } from '../test-support/test-folder.ts';

// Somebody swaps a folder for a link that leads out while it is listed: between two pages, where a list always waits for whoever reads it.

const INSIDE = 'x';
const OUTSIDE = 'nobody may know of this';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

/** Lists all, swaps a folder after the first page; gives what came, each as `<key> <size>`, and the code of the error that ended it. */
async function listWhileSwapped(path: string) {
  const activity = { type: 'list-files', name: 'List', settings: { pass: 'each' } };
  const context = recorder();
  const pages = at.executor.each?.(at.connection(), activity, { record: {} }, context, { after: '', count: 0 });
  const files: string[] = [];
  let isSwapped = false;
  try {
    for await (const { items } of pages ?? []) {
      files.push(...items.map(({ mark, record }) => `${mark} ${record.size}`));
      if (items.length === 0 || isSwapped) continue;
      isSwapped = true;
      await rename(join(at.path, path), join(at.outside, 'aside'));
      await symlink(at.outside, join(at.path, path));
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { files, isSwapped, code: error.code };
  }
  return { files, isSwapped, code: undefined };
}

test('a folder that was one when its name was read, and is a link when it is its turn', async () => {
  await at.put('a/first', INSIDE);
  await at.put('b/harmless', INSIDE);
  await writeFile(join(at.outside, 'secret'), OUTSIDE);
  expect(await listWhileSwapped('b')).toEqual({ files: ['a/first 1'], isSwapped: true, code: 'outside-folder' });
});

test('a folder that the list comes back to after a folder in it', async () => {
  await at.put('in/a/first', INSIDE);
  await at.put('in/b', INSIDE);
  await writeFile(join(at.outside, 'b'), OUTSIDE);
  expect(await listWhileSwapped('in')).toEqual({ files: ['in/a/first 1'], isSwapped: true, code: 'outside-folder' });
});

test.runIf(process.platform === 'linux')(
  'the very folder that is being listed: it goes on in the one it began',
  async () => {
    const names = Array.from({ length: 100 }, (_, index) => `f${String(index).padStart(3, '0')}`);
    await Promise.all(names.map((name) => at.put(`in/${name}`, INSIDE)));
    await Promise.all(names.map((name) => writeFile(join(at.outside, name), OUTSIDE)));
    const files = names.map((name) => `in/${name} 1`);
    expect(await listWhileSwapped('in')).toEqual({ files, isSwapped: true, code: undefined });
  },
);
