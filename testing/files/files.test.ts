import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Receipt } from '../../shared/runs/transfers.ts';
import { kill9, until } from '../product/processes.ts';
import { type FilesWorld, startFilesWorld } from './files-world.ts';

let files: FilesWorld;
beforeAll(async () => {
  files = await startFilesWorld();
}, 60_000);
afterAll(() => files.close());

// The agent's process starts slowly where much else is done.
vi.setConfig({ testTimeout: 120_000 });

const MiB = 1024 ** 2;
const LONG_MS = 300_000;
const bytesOf = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 255));
const receipts = async (runId: string) =>
  z.array(Receipt).parse(JSON.parse(await files.world.report(runId, 'receipts')));

test('the folder of the server’s own agent is nobody else’s', async () => {
  expect((await stat(files.folder)).mode & 0o777).toBe(0o700);
});

test('S3 to a file, and from a file to S3: the bytes, the receipts, and the names for variables', async () => {
  const { world, folder } = files;
  const key = '2026/März/a b+c%20#1.csv';
  const bytes = bytesOf(3 * MiB + 17);
  await world.at.witness.put(key, bytes);
  const toFile = await files.draw(['get-object', { bucket: 'data', key }], ['write-file', {}]);
  const first = await world.run(toFile);
  expect(first.state).toBe('Success');
  expect((await readFile(join(folder, key))).equals(bytes)).toBe(true);
  expect(await receipts(first.id)).toMatchObject([
    { outcome: 'written', bucket: folder, key, size: bytes.length, source: { bucket: 'data', key } },
  ]);
  expect(first.steps).toMatchObject([
    { bytes: bytes.length },
    { bytes: bytes.length, objects: 1, totalBytes: bytes.length },
  ]);
  const toStorage = await files.draw(
    ['read-file', { path: key }],
    ['put-object', { bucket: 'data', key: 'back/[jitterbit.source.filename]' }],
  );
  const second = await world.run(toStorage);
  expect(second.state).toBe('Success');
  expect((await world.at.witness.bytes('back/a b+c%20#1.csv')).equals(bytes)).toBe(true);
  expect(await receipts(second.id)).toMatchObject([{ source: { bucket: folder, key }, size: bytes.length }]);
});

test(
  'each of 1,000 files becomes an object, and each object a file again',
  async () => {
    const { world, folder } = files;
    const names = Array.from({ length: 1000 }, (_, index) => `in/${index % 10}/file ${index}.txt`);
    for (let part = 0; part < 10; part += 1) await mkdir(join(folder, `in/${part}`), { recursive: true });
    await Promise.all(names.map((name) => writeFile(join(folder, name), `content of ${name}`)));
    await world.at.witness.createBucket('thousand');
    const up = await files.draw(
      ['list-files', { subFolder: 'in', pass: 'each' }],
      ['read-file', {}],
      ['put-object', { bucket: 'thousand' }],
    );
    const there = await world.run(up);
    expect(there.state).toBe('Success');
    expect(there.steps[2]).toMatchObject({ objects: 1000, totalObjects: 1000 });
    expect(new Set((await receipts(there.id)).map(({ key }) => key))).toEqual(new Set(names));
    expect((await world.at.witness.bytes(names[567] ?? '', 'thousand')).toString()).toBe(`content of ${names[567]}`);
    const down = await files.draw(
      ['list-objects', { bucket: 'thousand', pass: 'each' }],
      ['get-object', {}],
      ['write-file', { path: 'out/[jitterbit.source.filename]', ifExists: 'fail' }],
    );
    const back = await world.run(down);
    expect(back.state).toBe('Success');
    expect(await files.all('out')).toEqual(Array.from({ length: 1000 }, (_, index) => `file ${index}.txt`).sort());
    for (const index of [0, 1, 567, 999])
      expect(await readFile(join(folder, `out/file ${index}.txt`), 'utf8')).toBe(
        `content of in/${index % 10}/file ${index}.txt`,
      );
    const again = await world.run(down);
    expect(again.state).toBe('Error');
  },
  LONG_MS,
);

test('files to files; what is there already is left alone, and cheaply', async () => {
  const { world, folder } = files;
  await mkdir(join(folder, 'own'));
  for (const name of ['a', 'b', 'c']) await writeFile(join(folder, 'own', name), name);
  const copy = await files.draw(
    ['list-files', { subFolder: 'own', pass: 'each' }],
    ['read-file', {}],
    ['write-file', { path: 'copies/[jitterbit.source.filename]', ifExists: 'skip' }],
  );
  expect((await world.run(copy)).steps[2]).toMatchObject({ objects: 3 });
  const again = await world.run(copy);
  expect(again.state).toBe('Success');
  expect(again.steps[2]).toMatchObject({ objects: 0, skipped: 3 });
  expect(await files.all('copies')).toEqual(['a', 'b', 'c']);
});

test('a list of files is written as an object, and a list of objects as a file', async () => {
  const { world, folder } = files;
  await mkdir(join(folder, 'listed'));
  await writeFile(join(folder, 'listed/a.txt'), 'hello');
  await world.at.witness.put('listed/x', 'hi');
  const up = await files.draw(
    ['list-files', { subFolder: 'listed' }],
    ['put-object', { bucket: 'data', key: 'lists/files.csv', listFormat: 'csv' }],
  );
  const down = await files.draw(
    ['list-objects', { bucket: 'data', prefix: 'listed/' }],
    ['write-file', { path: 'lists/objects.json' }],
  );
  for (const operation of [up, down]) expect((await world.run(operation)).state).toBe('Success');
  expect((await world.at.witness.bytes('lists/files.csv')).toString()).toMatch(
    /^key,size,lastModified\r\nlisted\/a\.txt,5,2/,
  );
  expect(JSON.parse(await readFile(join(folder, 'lists/objects.json'), 'utf8'))).toMatchObject({ keyCount: 1 });
});

/** A source that takes some seconds, in small pieces. */
const slowly = (key: string) => ({
  match: { operation: 'GetObject', key },
  times: 1,
  effect: { kind: 'slowBody' as const, milliseconds: 100, chunkBytes: 64 * 1024 },
});
const isBegun = async (folder: string) => {
  const parts = (await files.all(folder).catch(() => [])).filter((name) => name.endsWith('.part'));
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(files.folder, folder, name))).size));
  return sizes.some((size) => size > 0);
};

test(
  'an agent that is killed in the middle leaves nothing under the name; the next attempt writes all of it',
  async () => {
    const { world, folder } = files;
    const bytes = bytesOf(8 * MiB);
    await world.at.witness.put('killed.bin', bytes);
    world.at.store.faults.set([slowly('killed.bin')]);
    const operation = await files.draw(
      ['get-object', { bucket: 'data', key: 'killed.bin' }],
      ['write-file', { path: 'killed/file' }],
    );
    const runId = await world.project.run(operation);
    await until('the file is being written', () => isBegun('killed'), LONG_MS);
    const pid = files.agentPid();
    if (pid === undefined) throw new Error('there is no agent');
    await kill9(pid);
    const left = await files.all('killed');
    expect(left.filter((name) => !name.endsWith('.part'))).toEqual([]);
    const run = await world.project.ended(runId, 100);
    expect(run).toMatchObject({ state: 'Success', attempt: 2 });
    expect((await readFile(join(folder, 'killed/file'))).equals(bytes)).toBe(true);
    world.at.store.faults.clear();
  },
  LONG_MS,
);

test(
  'a run that is canceled in the middle leaves the former file, and nothing else',
  async () => {
    const { world, folder } = files;
    await mkdir(join(folder, 'canceled'));
    await writeFile(join(folder, 'canceled/file'), 'former');
    await world.at.witness.put('canceled.bin', bytesOf(8 * MiB));
    world.at.store.faults.set([slowly('canceled.bin')]);
    const operation = await files.draw(
      ['get-object', { bucket: 'data', key: 'canceled.bin' }],
      ['write-file', { path: 'canceled/file' }],
    );
    const runId = await world.project.run(operation);
    await until('the file is being written', () => isBegun('canceled'), LONG_MS);
    await world.project.cancel(runId);
    expect((await world.project.ended(runId)).state).toBe('Canceled');
    expect(await files.all('canceled')).toEqual(['file']);
    expect(await readFile(join(folder, 'canceled/file'), 'utf8')).toBe('former');
    world.at.store.faults.clear();
  },
  LONG_MS,
);

test('a folder that the agent does not allow ends the run with what to do', async () => {
  const { world, folder } = files;
  const connectionId = await world.project.connectTo('local-files', 'Elsewhere', { folder: '/etc' });
  const operation = await world.project.draw('Not allowed', [
    { connectionId, type: 'read-file', name: 'Read passwords', settings: { path: 'passwd' } },
    { connectionId: files.filesId, type: 'write-file', name: 'Write passwords', settings: {} },
  ]);
  const run = await world.run(operation);
  expect(run.state).toBe('Error');
  const messages = await world.project.messages(run.id);
  expect(messages.find(({ level }) => level === 'error')).toMatchObject({
    code: 'folder-not-allowed',
    text: expect.stringContaining(folder),
    todo: expect.stringContaining('SLUICE_AGENT_FOLDERS'),
  });
});
