#!/usr/bin/env node
// `sluice`: runs operations from a terminal or a script. Starts cli/main.ts with the Node.js that the product runs on.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../scripts/ensure-installed.mjs';
import { runMain } from '../scripts/fail.mjs';
import { findRuntime } from '../scripts/runtime.mjs';

// It may be called by a link.
const folder = dirname(realpathSync(fileURLToPath(import.meta.url)));
const root = dirname(folder);

/** An agent is told what to do by its environment; a move and the people work on the data itself; see docs/operating.md. */
function mainOf(command, rest) {
  if (command === 'agent' && rest.length === 0) return [join(root, 'agent', 'main.ts')];
  if (command === 'move') return [join(root, 'server', 'move', 'main.ts'), ...rest];
  if (command === 'person') return [join(root, 'server', 'access', 'command', 'main.ts'), ...rest];
  return [join(folder, 'main.ts'), ...process.argv.slice(2)];
}

await runMain(async () => {
  await ensureInstalled(root);
  const [command, ...rest] = process.argv.slice(2);
  const main = mainOf(command, rest);
  const child = spawn(findRuntime(root), ['--disable-warning=ExperimentalWarning', ...main], {
    stdio: 'inherit',
    windowsHide: true,
  });
  // A terminal sends Ctrl-C to both; this one must not be gone before the other has said its last.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
});
