// What the canvas costs in a browser: installs and builds what is missing; see bench/canvas.ts for the flags.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from './build-client.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runMain } from './fail.mjs';
import { findRuntime } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  await ensureInstalled(root);
  const runtime = findRuntime(root);
  await buildClient(root, runtime);
  const bench = spawn(runtime, [join(root, 'bench', 'canvas.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  bench.once('exit', (code, signal) => {
    if (signal !== null) console.error(`The bench was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
});
