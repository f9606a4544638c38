// Finds the Node.js that the product runs on: the one pinned as a package, whatever Node the machine has.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptError } from './fail.mjs';

/** Runs TypeScript files as they are, and has what the job queue needs. */
const oldest = [22, 18];

const loaders = { x64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' };

/** The path of a Node.js program: the pinned one, else the current one if it is recent enough. */
export function findRuntime(root) {
  const pinned = pinnedRuntime(root);
  if (pinned !== null) return pinned;
  if (isRecent(process.versions.node)) return process.execPath;
  throw new ScriptError(
    `Sluice needs Node.js ${oldest.join('.')} or later, this is ${process.versions.node}, and no pinned one is there for \
${process.platform}-${process.arch}. Install a newer Node.js and start again.`,
  );
}

function pinnedRuntime(root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  // The pinned Linux program is one for glibc: without its loader it cannot start.
  if (platform === 'linux' && !existsSync(loaders[process.arch] ?? '')) return null;
  const file = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', program);
  return existsSync(file) ? file : null;
}

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
