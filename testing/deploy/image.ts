import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { temporaryFolder } from '../product/reap.ts';
import { DEPLOY } from './yaml.ts';

const root = join(DEPLOY, '..');
const Lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() })),
});

export interface Image {
  /** What is in `/opt/sluice`. */
  folder: string;
  /** The runtime, where everybody may run it. */
  node: string;
}

/**
 * Makes what the Dockerfile makes, without Docker: builds the package from what its build is given alone, and puts the packages beside it that
 * `npm ci --omit=dev --omit=optional` installs (from those that are installed here, for a test needs no registry).
 */
export function makeImage(): Image {
  const top = temporaryFolder();
  chmodSync(top, 0o755);
  const [context, folder, node] = [join(top, 'src'), join(top, 'sluice'), join(top, 'node')];
  mkdirSync(context);
  copyContext(context);
  symlinkSync(join(root, 'node_modules'), join(context, 'node_modules'));
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: context, stdio: 'pipe' });
  run(join('node_modules', 'vite', 'bin', 'vite.js'), 'build');
  run(join('scripts', 'build-package.mjs'), '--unpacked', folder);
  copyPackages(folder);
  cpSync(process.execPath, node);
  return { folder, node };
}

/** What stands behind `!` in the list of what is left out, without what is left out of it again. */
function copyContext(to: string): void {
  const lines = readFileSync(join(DEPLOY, 'Dockerfile.dockerignore'), 'utf8').trim().split('\n');
  const out = lines.filter((line) => line.startsWith('**/')).map((line) => line.slice(3).replace('*', ''));
  for (const name of lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)))
    cpSync(join(root, name), join(to, name), {
      recursive: true,
      filter: (path) => !out.some((end) => path.endsWith(end)),
    });
}

function copyPackages(to: string): void {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const needed = Object.entries(packages).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
  for (const [path] of needed) {
    // Packages within this one have lines of their own.
    const inner = join(path, 'node_modules');
    cpSync(join(root, path), join(to, path), {
      recursive: true,
      filter: (from) => relative(root, from) !== inner && !relative(root, from).startsWith(inner + sep),
    });
  }
  if (!readdirSync(join(to, 'node_modules')).includes('pg')) throw new Error('the driver of PostgreSQL is missing');
}
