// `npm start`: installs what is missing, builds what is stale, and runs the server.
//
// The processes are npm → (sh →) this launcher → the server. The server is in a process group of its own, so that a
// terminal's Ctrl-C, which goes to everybody in the terminal's group, reaches it once: from here. It stops when
//  - this launcher gets SIGTERM, SIGINT or SIGHUP: passed on as one SIGTERM, and SIGKILL after 10 s;
//  - npm or its shell dies without passing a signal on (kill -9): noticed here by the changed parent;
//  - this launcher dies itself (kill -9): the server notices by the closed channel between the two.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
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
  serve(runtime);
});

function serve(runtime) {
  const server = spawn(
    runtime,
    // Node 22 calls running TypeScript an experiment, in a warning on every start.
    ['--disable-warning=ExperimentalWarning', join(root, 'server', 'main.ts'), ...process.argv.slice(2)],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: process.platform !== 'win32', windowsHide: true },
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Windows has no SIGTERM to pass on: closing the channel asks for the same.
    if (process.platform === 'win32') server.disconnect();
    else server.kill('SIGTERM');
    setTimeout(() => server.kill('SIGKILL'), 10_000).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
  watchParent(stop);
  server.once('error', (error) => {
    console.error(`The server could not be started with ${runtime}: ${error.message}`);
    process.exit(1);
  });
  server.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * npm does not pass every signal on, and its shell none. Only under npm: the job of a terminal's shell may outlive
 * that shell.
 */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const shell = processAt(parent);
  // Some shells replace themselves by the program they start; then our parent is npm itself.
  const npm = /^(ba|da|a|z|k)?sh$/.test(shell?.name ?? '') ? shell.parent : parent;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(npm)) onGone();
  }, 250).unref();
}

/** A process's name and its parent's id; null where that can't be told. */
function processAt(pid) {
  try {
    if (process.platform === 'linux') {
      // `pid (name) state ppid …`; see proc(5). Slim containers have no ps.
      const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return { parent: Number(parent), name };
    }
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, name] = /^\s*(\d+)\s+(.*?)\s*$/.exec(line);
    return { parent: Number(parent), name: basename(name) };
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
