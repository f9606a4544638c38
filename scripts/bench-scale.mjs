// `npm run bench:scale`: what many agents, much that waits, long logs and many projects cost, on a PostgreSQL of the system; see bench/scale.ts for the flags.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { runMain } from './fail.mjs';
import { findRuntime } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  await ensureInstalled(root);
  const bench = spawn(findRuntime(root), [join(root, 'bench', 'scale.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  bench.once('exit', (code, signal) => {
    if (signal !== null) console.error(`The bench was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
});
