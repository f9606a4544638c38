import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { temporaryName } from './cluster.ts';
import type { Distribution } from './platform.ts';

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Copies the binaries to `<parent>/bin-<version>`, once per version, and answers that folder. The package's own
 * install script, which makes the library symlinks, does not run, and the package's folder may be read-only or
 * closed to the user that PostgreSQL runs as: hence the copy, with the links made in it.
 */
export async function ensureBinaries(distribution: Distribution, parent: string): Promise<string> {
  const target = join(parent, `bin-${distribution.version}`);
  if (await exists(target)) return target;
  const temporary = temporaryName(target);
  await copyTree(distribution.folder, temporary);
  await makeSymlinks(distribution.folder, temporary);
  try {
    await rename(temporary, target);
  } catch (error) {
    // Another process was first; its copy is as good.
    await rm(temporary, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
  return target;
}

/** Removes copies of other versions. Only to be called when no PostgreSQL runs from them. */
export async function removeOtherBinaries(current: string): Promise<void> {
  const parent = dirname(current);
  for (const name of await readdir(parent)) {
    if (!name.startsWith('bin-') || name === basename(current)) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  // Explicit modes: the package may have been installed under a umask that shuts other users out.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, ((await stat(source)).mode & 0o111) === 0 ? 0o644 : 0o755);
    }
  }
}

async function makeSymlinks(distributionFolder: string, copy: string): Promise<void> {
  const listed = await readFile(join(distributionFolder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinkList.parse(JSON.parse(listed))) {
    // The list's paths start with `native/`.
    const link = join(copy, relative('native', target));
    await rm(link, { force: true });
    await symlink(relative(dirname(target), source), link);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
