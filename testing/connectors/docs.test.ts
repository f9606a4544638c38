import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { packageOf } from '../../cli/connector/package.ts';
import { runSluice } from '../../cli/test-support/run-sluice.ts';
import { bytesOf, recorder } from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import { startTestServer, type TestServer } from '../../server/test-server.ts';
import { readModule } from '../../shared/connector-package/module.ts';
import { temporaryFolder } from '../product/reap.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/connectors.md'), 'utf8');

// It is bundled by processes of their own, which start slowly where much else is done.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The page's files, written as it says into a folder that is not the checkout. */
function filesOfThePage(): string {
  const folder = temporaryFolder();
  for (const [, path = '', code = ''] of page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code.replaceAll(/'(\.\.\/)+shared/g, `'${join(root, 'shared')}`));
  }
  return folder;
}

test('the connector of docs/connectors.md is published by the commands that stand there, and works', async () => {
  const folder = filesOfThePage();
  const commands = [...page.matchAll(/^node cli\/sluice\.mjs (.+)$/gm)].map(([, line = '']) => line.split(' '));
  expect(commands.map(([, action]) => action)).toEqual(['publish', 'list']);
  for (const args of commands) {
    const given = args.map((arg) => (arg.startsWith('connectors/') ? join(folder, arg) : arg));
    const { code, out, err } = await runSluice(given, { SLUICE_URL: server.url });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^texts +1\.0\.0 /m);
  }
  const file = join(folder, 'texts.mjs');
  writeFileSync(file, (await packageOf(join(folder, 'connectors/texts'))).module);
  const { executor } = readModule(await import(pathToFileURL(file).href));
  const connection = { name: 'Texts', settings: { greeting: 'Hello' } };
  const { signal } = new AbortController();
  expect(await executor.test(connection, signal)).toEqual({
    ok: true,
    message: 'Connection Success: it will say Hello.',
  });
  const activity = { type: 'say', name: 'Say', settings: { text: 'world' } };
  const context = recorder();
  const { content } = await executor.execute(connection, activity, { record: {} }, context);
  expect((await bytesOf(content)).toString()).toBe('Hello, world');
  expect(context.totals).toMatchObject({ bytes: 12, objects: 1 });
});

test('Local Files is a package like any other: bundled, it imports nothing, and works', async () => {
  const file = join(temporaryFolder(), 'local-files.mjs');
  const { descriptor, module } = await packageOf(join(root, 'connectors/local-files'));
  expect(descriptor).toMatchObject({ id: 'local-files', icon: expect.stringContaining('<svg') });
  writeFileSync(file, module);
  const { executor } = readModule(await import(pathToFileURL(file).href));
  const connection = { name: 'Files', settings: { folder: '/' } };
  expect(await executor.test(connection, new AbortController().signal)).toMatchObject({ code: 'folder-not-allowed' });
});
