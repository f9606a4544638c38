import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const folder = join(import.meta.dirname, 'test-support');
const Report = z.object({ growthMiB: z.number() });
const GiB = 1024 ** 3;

const storage = spawn(process.execPath, [join(folder, 'synthetic-storage.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
let url = '';

beforeAll(async () => {
  const [port] = await once(storage.stdout, 'data');
  url = `http://127.0.0.1:${String(port).trim()}`;
});
afterAll(async () => {
  storage.stdin.end();
  await once(storage, 'exit');
});

/** Each transfer runs in a process of its own, so that nothing else counts. */
test.each([
  ['one streamed PUT', GiB],
  ['a multipart upload', 2 * GiB],
])(
  '%s of %i bytes needs little memory',
  async (_, size) => {
    const run = spawn(process.execPath, [join(folder, 'transfer-run.ts'), url, String(size)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const report = Report.parse(JSON.parse(await text(run.stdout)));
    expect(report.growthMiB).toBeLessThan(150);
  },
  120_000,
);
