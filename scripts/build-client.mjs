// Builds the browser's part when its sources changed since the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exclusively } from './exclusive.mjs';
import { ScriptError } from './fail.mjs';

/** All that the build reads. */
const sources = ['client', 'shared', 'connectors', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Builds `dist/` under `root` with Vite on the given runtime, unless it is fresh. */
export async function buildClient(root, runtime) {
  if (isFresh(root)) return;
  await exclusively(root, 'build', async () => {
    if (isFresh(root)) return;
    console.log('Building the browser part …');
    const stamp = sourceStamp(root);
    rmSync(stampFile(root), { force: true });
    await vite(root, runtime);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stampFile(root), stamp);
  });
}

function isFresh(root) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === sourceStamp(root);
}

function stampFile(root) {
  return join(root, 'dist', '.sluice-build');
}

/** One hash of all sources' paths and contents: modification times change with every checkout. */
function sourceStamp(root) {
  const hash = createHash('sha1');
  for (const source of sources) addTo(hash, root, source);
  return hash.digest('hex');
}

function addTo(hash, root, path) {
  if (!existsSync(join(root, path))) return;
  const children = childrenOf(join(root, path));
  if (children === null)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  else for (const name of children) if (!/\.test\.tsx?$/.test(name)) addTo(hash, root, `${path}/${name}`);
}

/** Null for a file. */
function childrenOf(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

async function vite(root, runtime) {
  const child = spawn(runtime, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const failure = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? `code ${code}`}`));
  });
  if (failure !== null) throw new ScriptError(`The browser part could not be built: ${failure}.\n${output.trim()}`);
}
