import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { Payload } from '../../../shared/runs/payload.ts';
import { bytesOf, contentOf, recorder } from '../../amazon-s3/executor/test-support/run-step.ts';
import { allowedFolders } from './allowed-folders.ts';
import { createExecutor } from './executor.ts';
import { payload, type TestFolder, testFolder } from './test-support/test-folder.ts';

const SECRET = 'nobody may read this';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
  await writeFile(join(at.outside, 'secret'), SECRET);
});
afterEach(() => at.remove());

const codeOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof ConnectorError) return error.code;
    throw error;
  }
};
const hello = (key: string) => payload(key, contentOf(Buffer.from('hello')));

describe('the folder of a connection', () => {
  const test_ = (folder: string, allowed: readonly string[]) =>
    createExecutor(() => allowed).test(at.connection(folder), new AbortController().signal);

  test('is one that the agent allows, or one within', async () => {
    await mkdir(join(at.path, 'deep', 'er'), { recursive: true });
    for (const folder of [at.path, `${at.path}/`, join(at.path, 'deep', 'er')])
      expect(await test_(folder, [at.path])).toMatchObject({ ok: true });
  });

  test('is refused otherwise, with what the agent allows and what to do', async () => {
    for (const folder of [at.outside, '/', '/etc', join(at.path, '..'), `${at.path}-other`, `${at.path}/../outside`])
      expect(await test_(folder, [at.path])).toMatchObject({
        ok: false,
        code: 'folder-not-allowed',
        message: expect.stringContaining(at.path),
        todo: expect.stringContaining('SLUICE_AGENT_FOLDERS'),
      });
    expect(await test_(at.path, [])).toMatchObject({
      code: 'folder-not-allowed',
      message: expect.stringContaining('SLUICE_AGENT_FOLDERS is not set'),
    });
    for (const folder of ['files', './files', '..', 'C:files'])
      expect(await test_(folder, [at.path])).toMatchObject({ code: 'folder-not-allowed' });
  });

  test('does not tell whether something is there outside of what is allowed', async () => {
    const there = await test_(join(at.outside, 'secret'), [at.path]);
    const notThere = await test_(join(at.outside, 'nothing'), [at.path]);
    expect(there).toMatchObject({ code: 'folder-not-allowed' });
    expect(JSON.stringify(there).replaceAll('secret', 'nothing')).toBe(JSON.stringify(notThere));
  });

  test('must not be a link that leads out, and may be one that leads in', async () => {
    await symlink(at.outside, join(at.path, 'out'));
    expect(await test_(join(at.path, 'out'), [at.path])).toMatchObject({ code: 'folder-not-allowed' });
    await symlink(at.path, join(at.outside, 'in'));
    expect(await test_(join(at.outside, 'in'), [at.path])).toMatchObject({ ok: true });
  });

  test('may be allowed under a path that is a link itself', async () => {
    await symlink(at.path, join(at.outside, 'alias'));
    expect(await test_(join(at.outside, 'alias'), [join(at.outside, 'alias')])).toMatchObject({ ok: true });
    expect(await test_(at.path, [join(at.outside, 'alias')])).toMatchObject({ ok: true });
  });

  test('the setting is a list of paths; relative ones allow nothing', async () => {
    expect(allowedFolders(undefined)).toEqual([]);
    expect(allowedFolders(` ${at.path} :: /b `)).toEqual([at.path, '/b']);
    expect(await test_(process.cwd(), ['.'])).toMatchObject({ code: 'folder-not-allowed' });
  });
});

describe('links', () => {
  test('that lead out are neither read nor written through', async () => {
    await symlink(at.outside, join(at.path, 'out'));
    await symlink(join(at.outside, 'secret'), join(at.path, 'file'));
    await symlink('../outside/secret', join(at.path, 'relative'));
    for (const path of ['out/secret', 'file', 'relative'])
      expect(await codeOf(at.read({ path }))).toBe('outside-folder');
    for (const path of ['out/new', 'out/deep/new'])
      expect(await codeOf(at.write({ path }, hello('')))).toBe('outside-folder');
    expect(await readdir(at.outside)).toEqual(['secret']);
    expect(await codeOf(at.list({ subFolder: 'out' }))).toBe('outside-folder');
  });

  test('a file takes the place of a link: what the link leads to stays', async () => {
    await symlink(join(at.outside, 'secret'), join(at.path, 'file'));
    await at.write({ path: 'file' }, hello(''));
    expect((await at.bytes('file')).toString()).toBe('hello');
    await symlink(join(at.outside, 'new'), join(at.path, 'broken'));
    await at.write({ path: 'broken' }, hello(''));
    expect(existsSync(join(at.outside, 'new'))).toBe(false);
    await symlink(join(at.outside, 'other'), join(at.path, 'kept'));
    expect(await codeOf(at.write({ path: 'kept', ifExists: 'fail' }, hello('')))).toBe('file-exists');
    expect(existsSync(join(at.outside, 'other'))).toBe(false);
  });

  test('that stay within are followed by Read and Write, and left out by List', async () => {
    await at.put('real/a.txt', 'a');
    await symlink('real', join(at.path, 'alias'));
    await symlink('real/a.txt', join(at.path, 'b.txt'));
    expect((await bytesOf((await at.read({ path: 'alias/a.txt' })).content)).toString()).toBe('a');
    expect((await bytesOf((await at.read({ path: 'b.txt' })).content)).toString()).toBe('a');
    await at.write({ path: 'alias/c.txt' }, hello(''));
    expect((await at.bytes('real/c.txt')).toString()).toBe('hello');
    const { record } = await at.list();
    expect((record.file as { key: string }[]).map(({ key }) => key)).toEqual(['real/a.txt', 'real/c.txt']);
  });

  test('in a circle are an error, and do not hang', async () => {
    await symlink('round', join(at.path, 'round'));
    expect(await codeOf(at.read({ path: 'round/a' }))).toBe('outside-folder');
    expect(await codeOf(at.write({ path: 'round/a' }, hello('')))).toBe('outside-folder');
  });

  test('whatever of paths, folders and links there is: nothing outside is read or changed', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', '..', '.', '', 'secret', 'outside', 'allowed');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const target = fc.oneof(
      path,
      fc.constantFrom('..', '../outside', '../outside/secret', '/etc', '/etc/passwd', 'a/../../outside', '.'),
    );
    const link_ = fc.record({ at: fc.constantFrom('a', 'b', 'c', 'd/a', 'd/b'), to: target });
    await fc.assert(
      fc.asyncProperty(fc.array(link_, { maxLength: 4 }), fc.array(path, { maxLength: 4 }), async (links, paths) => {
        await rm(at.path, { recursive: true, force: true });
        await mkdir(join(at.path, 'd'), { recursive: true });
        for (const { at: place, to } of links) await symlink(to, join(at.path, place)).catch(() => undefined);
        for (const one of paths) {
          await at.write({ path: one }, hello('')).catch(refused);
          const read: Payload | undefined = await at.read({ path: one }).catch(refused);
          if (read?.content) expect((await bytesOf(read.content)).toString()).toBe('hello');
        }
        expect(await readdir(at.outside)).toEqual(['secret']);
      }),
      { numRuns: 200 },
    );
    // Each file is written to disk, which others may be busy with.
  }, 120_000);
});

function refused(error: unknown): undefined {
  if (error instanceof ConnectorError) return undefined;
  throw error;
}

// Much is written to disk, which others may be busy with.
describe('somebody who swaps a folder for a link while it is used', { timeout: 120_000 }, () => {
  /** Does something over and over, until it is told to stop. */
  function meanwhile(work: () => Promise<void>): () => Promise<void> {
    let isOver = false;
    const again = async () => {
      while (!isOver) await work();
    };
    const done = again();
    return () => {
      isOver = true;
      return done;
    };
  }

  /** Swaps `in` of the folder, a folder, for a link that leads out, and back. */
  async function swapping() {
    const [real, aside, trap] = [join(at.path, 'in'), join(at.path, 'aside'), join(at.path, 'trap')];
    await symlink(at.outside, trap);
    return meanwhile(async () => {
      await rename(real, aside);
      await rename(trap, real);
      await rename(real, trap);
      await rename(aside, real);
    });
  }

  /** `in` of the folder is a link that leads inside and outside in turn, and is there at all times. */
  async function turning() {
    await mkdir(join(at.path, 'real'));
    const turn = async (target: string) => {
      await symlink(target, join(at.path, 'next'));
      await rename(join(at.path, 'next'), join(at.path, 'in'));
    };
    await turn('real');
    return meanwhile(async () => {
      await turn(at.outside);
      await turn('real');
    });
  }

  test('never has a file outside read', async () => {
    await at.put('in/secret', 'harmless');
    const stop = await swapping();
    const seen = new Set<string>();
    for (let round = 0; round < 1500; round += 1)
      try {
        const { content } = await at.read({ path: 'in/secret' });
        seen.add((await bytesOf(content)).toString());
        seen.add((await bytesOf(content)).toString());
      } catch (error) {
        refused(error);
      }
    await stop();
    expect([...seen].filter((text) => text !== 'harmless')).toEqual([]);
    expect((await bytesOf((await at.read({ path: 'in/secret' })).content)).toString()).toBe('harmless');
  });

  test('never has a file made or left outside', async () => {
    const stop = await turning();
    let written = 0;
    for (let round = 0; round < 300; round += 1)
      for (const path of [`in/${round}`, `in/deep ${round}/er/file`]) {
        const done = await at.write({ path, ifExists: 'fail' }, hello('')).catch(refused);
        written += done ? 1 : 0;
      }
    await stop();
    expect(await readdir(at.outside)).toEqual(['secret']);
    const files = (await at.all()).filter((path) => path.startsWith('real/') && !path.endsWith('/'));
    expect(files).toHaveLength(written);
    expect(files.filter((path) => path.endsWith('.part'))).toEqual([]);
  });

  test('never has a file made outside, though it is the folder itself that is swapped', async () => {
    await mkdir(join(at.path, 'in', 'deep'), { recursive: true });
    await mkdir(join(at.outside, 'deep'));
    const stop = await swapping();
    for (let round = 0; round < 300; round += 1)
      for (const path of [`in/${round}`, `in/deep/${round}`])
        await at.write({ path, createFolders: false }, hello('')).catch(refused);
    await stop();
    expect((await readdir(at.outside, { recursive: true })).toSorted()).toEqual(['deep', 'secret']);
    expect((await at.all()).filter((path) => path.endsWith('.part'))).toEqual([]);
  });
});

test('what is no ordinary file is not read, and not waited for', async () => {
  const { execFileSync } = await import('node:child_process');
  execFileSync('mkfifo', [join(at.path, 'pipe')]);
  await mkdir(join(at.path, 'folder'));
  expect(await codeOf(at.read({ path: 'pipe' }))).toBe('not-a-file');
  expect(await codeOf(at.read({ path: 'folder' }))).toBe('path-is-folder');
  expect(await codeOf(at.read({ path: 'pipe/a' }))).toBe('not-a-folder');
});

test('a name of a file that lies outside too is a name within: hard links are files', async () => {
  await link(join(at.outside, 'secret'), join(at.path, 'hard'));
  await at.write({ path: 'hard' }, hello(''));
  expect((await at.bytes('hard')).toString()).toBe('hello');
  expect((await bytesOf((await at.read({ path: 'hard' })).content)).toString()).toBe('hello');
  await unlink(join(at.path, 'hard'));
  expect(recorder().logs).toEqual([]);
});
