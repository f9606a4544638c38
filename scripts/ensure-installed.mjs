// Installs the packages of package-lock.json when they are missing or are those of another lock file. Runs before
// anything is installed: plain Node 18, no packages.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exclusively } from './exclusive.mjs';
import { ScriptError } from './fail.mjs';

/** Makes sure that `node_modules` under `root` is what package-lock.json says. Returns at once when it is. */
export async function ensureInstalled(root) {
  const wanted = wantedStamp(root);
  if (readText(stampFile(root)) === wanted) return;
  await exclusively(root, 'install', async () => {
    if (readText(stampFile(root)) === wanted) return;
    if (!isInstalledByHand(root)) await install(root);
    try {
      writeFileSync(stampFile(root), wanted);
    } catch {
      // A read-only checkout that someone else installed: the comparison is made again next time.
    }
  });
}

/** Packages come in one form per platform, hence its name beside the lock file's hash. */
function wantedStamp(root) {
  const lock = readText(join(root, 'package-lock.json'));
  if (lock === null) throw new ScriptError(`There is no package-lock.json in ${root}: this is not a whole checkout.`);
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function stampFile(root) {
  return join(root, 'node_modules', '.sluice-installed');
}

/**
 * Whether `npm install` or `npm ci` was run by hand and has the very packages of the lock file: npm writes down what
 * it installed. Optional packages for other platforms are not there, those for this one must be.
 */
function isInstalledByHand(root) {
  const installed = parse(readText(join(root, 'node_modules', '.package-lock.json')));
  const wanted = parse(readText(join(root, 'package-lock.json')));
  if (installed === null || wanted === null) return false;
  const names = Object.keys(wanted).filter((name) => name !== '' && isForHere(wanted[name]));
  return names.every((name) => {
    const { version, integrity, optional } = wanted[name];
    const found = installed[name];
    // npm leaves out what an optional package for another platform would have needed.
    if (found === undefined) return optional === true && wanted[name].os === undefined;
    return found.version === version && found.integrity === integrity && existsSync(join(root, name));
  });
}

function isForHere({ os, cpu, libc }) {
  const fits = (list, value) => list === undefined || list.includes(value);
  const glibc = existsSync('/lib64/ld-linux-x86-64.so.2') || existsSync('/lib/ld-linux-aarch64.so.1');
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, glibc ? 'glibc' : 'musl');
}

function parse(text) {
  try {
    return JSON.parse(text).packages ?? null;
  } catch {
    return null;
  }
}

async function install(root) {
  console.log('Installing the packages that Sluice needs (once; about a minute) …');
  const options = [
    // No package of ours needs its install script: the one that has something to do (the embedded PostgreSQL, which
    // makes symlinks) has it done by the product in its own copy. Not running them keeps strangers' code out.
    '--ignore-scripts',
    // The build needs the development packages even where NODE_ENV=production.
    ...['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
  ];
  const { failure, output } = await run(root, ['ci', ...options]);
  if (failure === null) return;
  const last = output.trim().split('\n').slice(-12).join('\n');
  throw new ScriptError(
    `The packages could not be installed: npm ci ${failure}. Check the network and the free space on the disk, and \
start again; "npm ci --ignore-scripts" in ${root} does the same by hand. npm said:\n${last}`,
  );
}

/** Runs the very npm that started us, if one did. */
function run(root, args) {
  const cli = process.env.npm_execpath ?? '';
  const known = basename(cli).startsWith('npm-cli');
  const child = known
    ? spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  return new Promise((resolve) => {
    const end = (failure) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, pass);
      resolve({ failure, output });
    };
    child.once('error', (error) => end(`did not start (${error.message})`));
    child.once('close', (code, signal) => end(code === 0 ? null : `ended with ${signal ?? `code ${code}`}`));
  });
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
