import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../shared/project/settings.ts';
import { kill9, until } from '../product/processes.ts';
import { type FilesWorld, startFilesWorld } from './files-world.ts';

// A run whose agent is killed when the target is written, before the server has heard of it: what the next attempt finds there is its own.

const LONG_MS = 180_000;

let files: FilesWorld;
beforeAll(async () => {
  files = await startFilesWorld();
}, LONG_MS);
afterAll(() => files.close());

const bytesOf = (size: number) => Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31) & 255));
const written = (path: string) => () => readFile(join(files.folder, path));
const stored = (key: string) => () => files.world.at.witness.bytes(key);

test.each([
  ['a file', 'write-file', { path: 'own/file', ifExists: 'fail' }, written('own/file')],
  ['an object', 'put-object', { bucket: 'data', key: 'own', ifExists: 'fail' }, stored('own')],
] satisfies [string, string, Settings, () => Promise<Buffer>][])(
  'If it exists: Fail is not failed by %s of its own',
  async (_, type, settings, target) => {
    const { world, network } = files;
    const source = `source of ${type}`;
    const bytes = bytesOf(3_000_000);
    await world.at.witness.put(source, bytes);
    const match = { operation: 'GetObject', key: source };
    world.at.store.faults.set([
      // So long that the network is cut before it ends.
      { match, times: 1, effect: { kind: 'slowBody', milliseconds: 150, chunkBytes: 64 * 1024 } },
      // An object comes to be by a copy at the storage.
      { match: { operation: 'CopyObject' }, times: 1, effect: { kind: 'delay', milliseconds: 7_500 } },
    ]);
    const operation = await files.draw(['get-object', { bucket: 'data', key: source }], [type, settings]);
    const runId = await world.project.run(operation);
    await until('it is under way', async () => (await world.project.getRun(runId)).state === 'Running', LONG_MS);
    network.cut();
    await until('the target is written', () => target().then(Boolean, () => false), LONG_MS);
    const pid = files.agentPid();
    if (pid === undefined) throw new Error('there is no agent');
    await kill9(pid);
    network.drop();
    const run = await world.project.ended(runId, 100);
    expect(run, run.lastMessage ?? '').toMatchObject({ state: 'Success', attempt: 2 });
    expect((await target()).equals(bytes)).toBe(true);
    world.at.store.faults.clear();
  },
  LONG_MS,
);
