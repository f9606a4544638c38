import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Executor, ResolvedConnection, ResolvedSettings } from '../../../../shared/connector.ts';
import type { Content, Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { type Recorder, recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { createExecutor } from '../executor.ts';

/** A folder that an agent allows, and beside it one that it does not. */
export interface TestFolder {
  /** What is allowed. */
  readonly path: string;
  readonly outside: string;
  readonly executor: Executor;
  connection(folder?: string): ResolvedConnection;
  read(settings?: ResolvedSettings, input?: Payload, context?: StepContext): Promise<Payload>;
  write(settings: ResolvedSettings, input: Payload, context?: StepContext): Promise<Payload>;
  list(settings?: ResolvedSettings, context?: StepContext): Promise<Payload>;
  /** Puts a file there, with its folders. */
  put(path: string, bytes: string | Uint8Array): Promise<void>;
  bytes(path: string): Promise<Buffer>;
  /** All that is in it, folders with a `/`, sorted. */
  all(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function testFolder(): Promise<TestFolder> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'sluice-files-')));
  const path = join(base, 'allowed');
  const outside = join(base, 'outside');
  await Promise.all([mkdir(path), mkdir(outside)]);
  const executor = createExecutor(() => [path]);
  const own: ResolvedConnection = { name: 'Files', settings: { folder: path } };
  const execute = (type: string, settings: ResolvedSettings, input: Payload, context: StepContext) =>
    executor.execute(own, { type, name: `My ${type}`, settings }, input, context);
  return {
    path,
    outside,
    executor,
    connection: (folder) => (folder === undefined ? own : { name: 'Files', settings: { folder } }),
    read: (settings = {}, input = { record: {} }, context = recorder()) =>
      execute('read-file', settings, input, context),
    write: (settings, input, context = recorder()) => execute('write-file', settings, input, context),
    list: (settings = {}, context = recorder()) => execute('list-files', settings, { record: {} }, context),
    put: async (name, bytes) => {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    },
    bytes: (name) => readFile(join(path, name)),
    all: async () => {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1) + (entry.isDirectory() ? '/' : ''))
        .sort();
    },
    remove: () => rm(base, { recursive: true, force: true }),
  };
}

/** A payload with a content, as a step before gives it. */
export function payload(key: string, content: Content): Payload {
  return { record: { key }, content };
}

/** The codes of what a step has said. */
export const codesOf = ({ logs }: Recorder) => logs.map(({ code }) => code);

/** A content of so many bytes that is made while it is read: nothing of it is held. */
export function endless(size: number, onChunk: (at: number) => void | Promise<void> = () => undefined): Content {
  const chunk = Buffer.alloc(1024 ** 2, 'sluice');
  return {
    size,
    rereadable: true,
    read: async (sink, { offset, length = size - offset }, signal) => {
      for (let at = offset; at < offset + length; at += chunk.length) {
        signal.throwIfAborted();
        await onChunk(at);
        await sink(chunk.subarray(0, Math.min(chunk.length, offset + length - at)));
      }
    },
  };
}
