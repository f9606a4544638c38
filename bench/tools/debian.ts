import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where unpacked packages lie, for this and later benches; the system itself is left as it is. */
const FOLDER = join(tmpdir(), `sluice-bench-tools-${process.geteuid?.() ?? 'user'}`);

/** A Debian package, unpacked into a folder of the bench. */
export interface Unpacked {
  /** Its programs. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Fetches a package with all it needs that the system does not have, and unpacks it. @throws when that is not possible */
export function unpackPackage(name: string): Unpacked {
  const root = join(FOLDER, name);
  const done = join(root, '.unpacked');
  if (!existsSync(done)) {
    console.log(`Fetching ${name} for the comparison …`);
    const downloads = join(root, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const needed = neededPackages(name);
    execFileSync('apt-get', ['download', '-q', ...needed], { cwd: downloads, stdio: ['ignore', 'ignore', 'pipe'] });
    for (const file of readdirSync(downloads).filter((entry) => entry.endsWith('.deb')))
      execFileSync('dpkg', ['-x', join(downloads, file), root], { stdio: ['ignore', 'ignore', 'pipe'] });
    writeFileSync(done, '');
  }
  return { bin: join(root, 'usr/bin'), env: { PYTHONPATH: join(root, 'usr/lib/python3/dist-packages') } };
}

/** What would be installed, as a trial tells. */
function neededPackages(name: string): string[] {
  const plan = () =>
    execFileSync('apt-get', ['-s', 'install', '--no-install-recommends', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const trial = () => [...plan().matchAll(/^Inst (\S+)/gm)].flatMap(([, found]) => found ?? []);
  try {
    return trial();
  } catch (error) {
    // Without its lists apt-get knows no package at all.
    if (process.geteuid?.() !== 0) throw error;
    execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return trial();
  }
}
