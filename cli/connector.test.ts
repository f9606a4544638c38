import { hash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../server/test-server.ts';
import { RegisteredConnector } from '../shared/api/connectors.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { packageOf } from './connector/package.ts';
import { EXIT } from './exit-codes.ts';
import { runSluice } from './test-support/run-sluice.ts';

// Each call is two processes, and some tests make many.
vi.setConfig({ testTimeout: 120_000 });

const ECHO = join(import.meta.dirname, '../testing/connectors/echo');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const sluice = (...args: string[]) => runSluice(args, { SLUICE_URL: server.url });

test('publish bundles a folder, and says what was published; list shows it beside what is built in', async () => {
  const { code, out, err } = await sluice('connector', 'publish', ECHO);
  expect([code, err]).toEqual([EXIT.success, '']);
  expect(out).toMatch(/^echo 1\.0\.0 sha256:[0-9a-f]{64}\n$/);
  // The same content again is the same bundle.
  expect((await sluice('connector', 'publish', ECHO)).out).toBe(out);
  const listed = await sluice('connector', 'list');
  expect(listed.out).toMatch(/^echo +1\.0\.0 .*@.* Echo$/m);
  expect(listed.out).toMatch(/^amazon-s3 .* built in .* Amazon S3$/m);
  const asJson = await sluice('connector', 'list', '--json');
  const registry = z.array(RegisteredConnector).parse(JSON.parse(asJson.out));
  expect(registry.find(({ id }) => id === 'echo')).toMatchObject({ latest: '1.0.0' });
});

test('publish takes a bundle that is made already, byte for byte', async () => {
  const file = join(temporaryFolder(), 'echo.mjs');
  const module = (await packageOf(ECHO)).module.toString('utf8').replaceAll('"1.0.0"', '"1.1.0"');
  writeFileSync(file, module);
  const { code, out } = await sluice('connector', 'publish', file, '--json');
  expect(code).toBe(EXIT.success);
  expect(JSON.parse(out)).toMatchObject({ connector: 'echo', version: '1.1.0', sha256: hash('sha256', module, 'hex') });

  writeFileSync(file, `${module}// another content`);
  const refused = await sluice('connector', 'publish', file);
  expect([refused.code, refused.out]).toEqual([EXIT.refused, '']);
  expect(refused.err).toContain('was published with another content. Give it a higher version');
});

test('an icon beside the descriptor becomes the icon of the connector', async () => {
  const folder = join(temporaryFolder(), 'echo');
  cpSync(ECHO, folder, { recursive: true });
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const name of ['descriptor.ts', 'executor/executor.ts']) {
    const file = join(folder, name);
    const shared = join(import.meta.dirname, '../shared');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/'(\.\.\/)+shared/g, `'${shared}`));
  }
  expect((await packageOf(folder)).descriptor.icon).toContain('<svg');
});

test('what is no connector is refused, with what is missing', async () => {
  const folder = temporaryFolder();
  expect(await sluice('connector', 'publish', folder)).toMatchObject({
    code: EXIT.refused,
    err: expect.stringContaining('There is no descriptor.ts'),
  });
  const file = join(folder, 'other.mjs');
  writeFileSync(file, 'export const descriptor = { id: "x" }; export const executor = {};');
  const { code, err } = await sluice('connector', 'publish', file);
  expect([code, err]).toEqual([EXIT.refused, expect.stringContaining('Its descriptor is not one')]);
  writeFileSync(file, 'import "left-pad";');
  expect((await sluice('connector', 'publish', file)).code).toBe(EXIT.refused);
  for (const args of [['connector'], ['connector', 'publish'], ['connector', 'remove'], ['connector', 'list', 'x']])
    expect((await sluice(...args)).code).toBe(EXIT.usage);
});
