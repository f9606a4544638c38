import { type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { EXIT } from './exit-codes.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A file on a disk without any room. */
const FULL = '/dev/full';

async function exitCode(args: readonly string[], full: 'stdout' | 'stderr'): Promise<unknown> {
  const file = openSync(FULL, 'w');
  const stdio: StdioOptions = ['ignore', full === 'stdout' ? file : 'ignore', full === 'stderr' ? file : 'ignore'];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sluice.mjs'), ...args], { stdio });
  closeSync(file);
  const [code]: unknown[] = await once(child, 'exit');
  return code;
}

test.runIf(process.platform === 'linux')('what cannot be written is no success', async () => {
  expect(await exitCode(['--help'], 'stdout')).toBe(EXIT.internal);
});

test.runIf(process.platform === 'linux')('the exit code is the same where nothing can be told', async () => {
  expect(await exitCode(['fly'], 'stderr')).toBe(EXIT.usage);
});
