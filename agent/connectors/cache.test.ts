import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { ConnectorCache, sha256Of } from './cache.ts';

const ROUNDS = 12;
const bytes = (text: string) => Buffer.from(text);
const versionOf = (version: string, module: Uint8Array) => ({
  version,
  sha256: sha256Of(module),
  size: module.byteLength,
});

async function keep(cache: ConnectorCache, version: string, text = version): Promise<string> {
  return cache.keep('echo', versionOf(version, bytes(text)), bytes(text));
}

test('of a connector the two newest versions are kept, whatever came in which order', async () => {
  const cache = new ConnectorCache(temporaryFolder());
  for (const version of ['1.2.0', '1.10.0', '1.9.0', '1.3.0']) await keep(cache, version);
  expect(await cache.list()).toEqual([{ connector: 'echo', versions: ['1.10.0', '1.9.0'] }]);
});

test('what was changed is not taken for whole, and is replaced by what is kept anew', async () => {
  const cache = new ConnectorCache(temporaryFolder());
  const file = await keep(cache, '1.0.0');
  expect(await cache.verified('echo', '1.0.0')).toBe(file);
  writeFileSync(file, 'changed');
  expect(await cache.verified('echo', '1.0.0')).toBeNull();
  await keep(cache, '1.0.0');
  expect(await cache.verified('echo', '1.0.0')).toBe(file);
  expect(await cache.verified('echo', '2.0.0')).toBeNull();
});

test('several that keep the same at once do not hinder one another', async () => {
  const folder = temporaryFolder();
  await Promise.all(Array.from({ length: 8 }, () => keep(new ConnectorCache(folder), '1.0.0', 'x'.repeat(100_000))));
  expect(readdirSync(join(folder, 'echo'))).toEqual(['1.0.0']);
});

test('what was half-written long ago is tidied away, and what is being written stays', async () => {
  const folder = temporaryFolder();
  const cache = new ConnectorCache(folder);
  await keep(cache, '1.0.0');
  for (const name of ['.new-old', '.new-now']) mkdirSync(join(folder, 'echo', name));
  utimesSync(join(folder, 'echo', '.new-old'), 0, 0);
  await cache.tidy();
  expect(readdirSync(join(folder, 'echo')).sort()).toEqual(['.new-now', '1.0.0']);
});

/** Keeps one version after the other until it is killed; says which. */
const PROGRAM = `
import { ConnectorCache, sha256Of } from ${JSON.stringify(join(import.meta.dirname, 'cache.ts'))};
const cache = new ConnectorCache(process.argv[1]);
for (let number = Number(process.argv[2]); ; number += 1) {
  const module = Buffer.alloc(3_000_000, String(number));
  const version = '1.' + number + '.0';
  await cache.keep('echo', { version, sha256: sha256Of(module), size: module.length }, module);
  process.stdout.write('.');
}`;

test('kill -9 at any moment leaves every version whole or not there', async () => {
  const folder = temporaryFolder();
  const cache = new ConnectorCache(folder);
  for (let round = 0; round < ROUNDS; round += 1) {
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PROGRAM, folder, `${round}00`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [found] = await cache.list();
    expect(found?.versions.length).toBeGreaterThan(0);
    for (const version of found?.versions ?? []) expect(await cache.verified('echo', version)).not.toBeNull();
  }
}, 120_000);
