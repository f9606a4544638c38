import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Content } from '../../../../shared/runs/payload.ts';
import { contentOf, recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { codesOf, endless, payload, type TestFolder, testFolder } from '../test-support/test-folder.ts';

let at: TestFolder;
beforeEach(async () => {
  at = await testFolder();
});
afterEach(() => at.remove());

const MiB = 1024 ** 2;
const PROGRAM = join(import.meta.dirname, '../test-support/step-program.ts');
const text = (key: string, value = 'hello') => payload(key, contentOf(Buffer.from(value)));
const crcOf = (bytes: Buffer) => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
};

test.each([0, 1, 262_143, 262_144, 262_145, 3_000_000])(
  '%i bytes arrive as they are, with their checksum',
  async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * 13 + index / 255) & 255));
    const context = recorder();
    const { record } = await at.write({}, payload('in/file', contentOf(bytes)), context);
    expect((await at.bytes('in/file')).equals(bytes)).toBe(true);
    const checksum = { algorithm: 'CRC32', value: crcOf(bytes) };
    expect(record).toEqual({ folder: at.path, key: 'in/file', size, checksum });
    const receipt = { outcome: 'written', bucket: at.path, key: 'in/file', size, checksum };
    expect(context.transfers).toMatchObject([receipt]);
    expect(context.totals).toMatchObject({ bytes: size, objects: 1, expected: { bytes: size, objects: 1 } });
    expect(context.plans).toEqual(['stream']);
    expect(await at.all()).toEqual(['in/', 'in/file']);
  },
);

test('a content of unknown length is written too', async () => {
  const bytes = Buffer.alloc(1_234_567, 'abc');
  await at.write({ path: 'file' }, payload('', contentOf(bytes, false)));
  expect((await at.bytes('file')).equals(bytes)).toBe(true);
});

test.each([
  'äöü/日本語 🙂.txt',
  'a+b %20 c',
  '#?&=;',
  'it\'s "quoted"',
  ' leading and trailing ',
  'a\\b',
  '-',
  '.hidden',
])('the name %j is nothing special', async (path) => {
  await at.write({ path }, text(''));
  expect((await at.bytes(path)).toString()).toBe('hello');
});

test('the receipt says what it was written from', async () => {
  const context = recorder();
  const record = { bucketName: 'inbox', key: 'a.csv', eTag: 'abc', versionId: '7' };
  await at.write({}, { record, content: contentOf(Buffer.from('x')) }, context);
  expect(context.transfers).toMatchObject([{ source: { bucket: 'inbox', key: 'a.csv', eTag: 'abc', versionId: '7' } }]);
});

test('without data nothing is written; a key that ends in / becomes a folder', async () => {
  const context = recorder();
  expect(await at.write({}, { record: { key: 'a' } }, context)).toEqual({ record: { folder: at.path, key: 'a' } });
  expect(codesOf(context)).toEqual(['nothing-to-write']);
  await at.write({}, payload('in/2026/', contentOf(Buffer.alloc(0))));
  expect(await at.all()).toEqual(['in/', 'in/2026/']);
  await expect(at.write({}, text('in/2026/'))).rejects.toMatchObject({ code: 'path-invalid' });
  for (const key of ['a//b', '../a', '/a', 'a/../b', 'a\0'])
    await expect(at.write({}, text(key))).rejects.toMatchObject({ code: 'path-invalid' });
  expect(await at.all()).toEqual(['in/', 'in/2026/']);
});

test('missing sub-folders are made, or are an error where it is set so', async () => {
  await at.write({ path: 'a/b/c/file' }, text(''));
  await expect(at.write({ path: 'x/y/file', createFolders: false }, text(''))).rejects.toMatchObject({
    code: 'sub-folder-missing',
    todo: expect.stringContaining('Create missing sub-folders'),
  });
  await at.write({ path: 'a/b/other', createFolders: false }, text(''));
  expect(await at.all()).toEqual(['a/', 'a/b/', 'a/b/c/', 'a/b/c/file', 'a/b/other']);
});

test('what is in the way is told apart: a folder of that name, a file where a folder should be', async () => {
  await mkdir(join(at.path, 'folder/deep'), { recursive: true });
  await at.put('file', 'x');
  await expect(at.write({ path: 'folder' }, text(''))).rejects.toMatchObject({ code: 'path-is-folder' });
  for (const path of ['file/a', 'file/a/b'])
    await expect(at.write({ path }, text(''))).rejects.toMatchObject({ code: 'not-a-folder' });
  await expect(at.write({ path: 'n'.repeat(256) }, text(''))).rejects.toMatchObject({ code: 'name-too-long' });
  expect(await at.all()).toEqual(['file', 'folder/', 'folder/deep/']);
});

describe('if the file exists', () => {
  test('Overwrite replaces it, and keeps to the end what was there', async () => {
    await at.put('file', 'old');
    let during = '';
    const content = endless(3 * MiB, async () => {
      during = (await at.bytes('file')).toString();
    });
    await at.write({ path: 'file' }, payload('', content));
    expect(during).toBe('old');
    expect((await at.bytes('file')).length).toBe(3 * MiB);
  });

  test('Skip leaves it, without reading the source; Fail is an error', async () => {
    await at.put('file', 'old');
    let reads = 0;
    const content = endless(MiB, () => {
      reads += 1;
    });
    const context = recorder();
    const { record } = await at.write({ path: 'file', ifExists: 'skip' }, payload('', content), context);
    expect(record).toEqual({ folder: at.path, key: 'file' });
    expect(context.transfers).toEqual([{ outcome: 'skipped', bucket: at.path, key: 'file' }]);
    await expect(at.write({ path: 'file', ifExists: 'fail' }, payload('', content))).rejects.toMatchObject({
      code: 'file-exists',
      todo: expect.stringContaining('Overwrite or Skip'),
    });
    expect(reads).toBe(0);
    expect((await at.bytes('file')).toString()).toBe('old');
  });

  test.each(['skip', 'fail'])('with %s a file that comes up meanwhile is not replaced', async (ifExists) => {
    const content = endless(MiB, () => at.put('file', 'of somebody else'));
    const context = recorder();
    const done = await at.write({ path: 'file', ifExists }, payload('', content), context).catch((error) => error.code);
    if (ifExists === 'fail') expect(done).toBe('file-exists');
    else expect(context.transfers).toMatchObject([{ outcome: 'skipped' }]);
    expect((await at.bytes('file')).toString()).toBe('of somebody else');
    expect(await at.all()).toEqual(['file']);
  });

  test('of many that write one file at a time, Fail lets exactly one through, and Overwrite leaves one whole', async () => {
    const values = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000));
    const all = (ifExists: string, path: string) =>
      Promise.allSettled(values.map((value) => at.write({ path, ifExists }, text('', value))));
    const settled = await all('fail', 'one');
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'file-exists' });
    await all('overwrite', 'two');
    for (const path of ['one', 'two']) expect(values).toContain((await at.bytes(path)).toString());
    expect(await at.all()).toEqual(['one', 'two']);
  });

  test('one that an earlier attempt of the run has written counts as written; another one does not', async () => {
    const earlier = (found: string[]) => ({ ...recorder(), earlier: { found: () => found.push('found') } });
    await at.write({ path: 'file', ifExists: 'fail' }, text(''));
    const found: string[] = [];
    const { record } = await at.write({ path: 'file', ifExists: 'fail' }, text(''), earlier(found));
    expect(record).toMatchObject({ size: 5 });
    expect(found).toEqual(['found']);
    const other = at.write({ path: 'file', ifExists: 'fail' }, text('', 'other'), earlier(found));
    await expect(other).rejects.toMatchObject({ code: 'file-exists' });
    expect(found).toEqual(['found']);
    expect(await at.all()).toEqual(['file']);
  });

  test('that it will be left alone is told by a look, where it is set to Skip', async () => {
    await at.put('in/file', 'old');
    const asked = (settings: Record<string, string>, key: string, context = recorder()) =>
      at.executor.leavesAlone?.(at.connection(), { type: 'write-file', name: 'Write', settings }, { key }, context);
    const context = recorder();
    expect(await asked({ ifExists: 'skip' }, 'in/file', context)).toBe(true);
    expect(context.transfers).toEqual([{ outcome: 'skipped', bucket: at.path, key: 'in/file' }]);
    expect(await asked({ ifExists: 'skip' }, 'in/other')).toBe(false);
    expect(await asked({ ifExists: 'skip' }, 'no/file')).toBe(false);
    expect(await asked({}, 'in/file')).toBe(false);
  });
});

describe('nothing of a file is left', () => {
  const broken = (content: Partial<Content>): Content => ({ ...endless(3 * MiB), ...content });

  test.each([
    ['when the source fails', {}, 'source failed'],
    ['when it gives less than it announced', { size: 4 * MiB }, 'announced 4,194,304 bytes and gave 3,145,728'],
    [
      'when it is not what the source vouches for',
      { checksum: { algorithm: 'CRC32', value: 'AAAAAA==' } },
      'checksums differ',
    ],
  ] as const)('%s', async (_, more, message) => {
    await at.put('file', 'old');
    const failing = endless(3 * MiB, (offset) => {
      if (message === 'source failed' && offset > 0) throw new Error('source failed');
    });
    await expect(at.write({ path: 'file' }, payload('', { ...broken(more), read: failing.read }))).rejects.toThrow(
      message,
    );
    expect(await at.all()).toEqual(['file']);
    expect((await at.bytes('file')).toString()).toBe('old');
  });

  test('after a cancel, wherever it comes', async () => {
    for (let chunk = 0; chunk < 4; chunk += 1) {
      const controller = new AbortController();
      const content = endless(4 * MiB, (offset) => {
        if (offset === chunk * MiB) controller.abort(new Error('canceled'));
      });
      const writing = at.write({ path: 'a/file' }, payload('', content), recorder(controller.signal));
      await expect(writing).rejects.toThrow('canceled');
      expect(await at.all()).toEqual(['a/']);
    }
  });
});

// Each is a process of its own.
describe('what the machine does not allow has a name', { timeout: 120_000 }, () => {
  const run = (command: string, args: string[], identity: { uid?: number; gid?: number } = {}) =>
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...identity });
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', PROGRAM];
  const isRoot = process.getuid?.() === 0;
  const NOBODY = 65534;
  /** As a user that has no more rights than any. */
  const unprivileged = (...args: string[]) =>
    run(node[0] ?? '', [...node.slice(1), ...args], isRoot ? { uid: NOBODY, gid: NOBODY } : {});

  test('a file beyond the limit of the process', async () => {
    const script = 'ulimit -f 2000; exec "$@"';
    expect(run('sh', ['-c', script, 'sh', ...node, at.path, 'write-file', 'big', String(8 * MiB)])).toMatch(
      /^file-too-large /,
    );
    expect(run('sh', ['-c', script, 'sh', ...node, at.path, 'write-file', 'small', '1000'])).toBe('done');
    expect(await at.all()).toEqual(['small']);
  });

  test.runIf(isRoot && process.platform === 'linux')(
    'a full disk: while it is written, and before where that can be told',
    () => {
      const mount = 'mount -t tmpfs -o size=4m none "$0" && shift 0';
      const script = `${mount} && "$@"; echo; ls -A "$0"; df --output=used "$0" | tail -1`;
      const written = (size: number) => {
        try {
          return run('unshare', ['-m', 'sh', '-c', script, at.path, ...node, at.path, 'write-file', 'f', String(size)]);
        } catch (error) {
          throw new Error('a private mount is needed for this test', { cause: error });
        }
      };
      expect(written(8 * MiB)).toMatch(/^disk-full The file "f" in the folder .*\n *0\n$/);
      expect(written(100 * MiB)).toMatch(/^disk-full The content has 104,857,600 bytes; .*\n *0\n$/);
      expect(written(MiB)).toMatch(/^done\nf\n/);
    },
  );

  test('a right that is missing: on the folder, on the file, on what is to be read', async () => {
    const [outer] = [join(at.path, '..')];
    await chmod(outer, 0o755);
    await at.put('closed/file', 'x');
    await at.put('secret', 'x');
    await chmod(join(at.path, 'secret'), 0);
    await chmod(join(at.path, 'closed'), 0o555);
    await mkdir(join(at.path, 'dark'));
    await chmod(join(at.path, 'dark'), 0);
    expect(unprivileged(at.path, 'write-file', 'closed/new', '10')).toMatch(
      /^permission-denied The file "closed\/new"/,
    );
    expect(unprivileged(at.path, 'write-file', 'closed/deep/new', '10')).toMatch(
      /^permission-denied The sub-folder "closed\/deep"/,
    );
    expect(unprivileged(at.path, 'read-file', 'secret')).toMatch(/^permission-denied The file "secret"/);
    expect(unprivileged(at.path, 'read-file', 'dark/file')).toMatch(/^permission-denied /);
    expect(unprivileged(at.path, 'list-files', '')).toMatch(/^permission-denied The sub-folder "dark"/);
    expect(unprivileged(join(at.path, 'closed'), 'test')).toMatch(
      /^done Connection Success: .* can be read, .* may not write/,
    );
    expect(unprivileged(join(at.path, 'dark'), 'test')).toMatch(/^permission-denied /);
    expect((await readdir(join(at.path, 'closed'))).sort()).toEqual(['file']);
    if (isRoot) await chown(at.path, NOBODY, NOBODY);
    expect(unprivileged(at.path, 'test')).toMatch(/^done Connection Success: .* can be read and written, .* free\. $/);
  });
});

test('what an agent that was killed has left is removed after an hour, and nothing else', async () => {
  const old = new Date(Date.now() - 2 * 3_600_000);
  const dead = `.sluice-${'0'.repeat(24)}.part`;
  const living = `.sluice-${'1'.repeat(24)}.part`;
  for (const name of [dead, living, '.sluice-mine.part', 'data.part']) {
    await writeFile(join(at.path, name), 'x');
    if (name !== living) await utimes(join(at.path, name), old, old);
  }
  expect(((await at.list()).record.file as { key: string }[]).map(({ key }) => key)).toEqual([
    '.sluice-mine.part',
    'data.part',
  ]);
  await at.write({ path: 'file' }, text(''));
  expect(await at.all()).toEqual(['.sluice-mine.part', living, 'data.part', 'file'].sort());
  expect((await stat(join(at.path, 'file'))).nlink).toBe(1);
});
