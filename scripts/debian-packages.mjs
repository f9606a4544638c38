// Installs what the tests need beside npm's packages, where that is possible: on Debian, as root.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Each package, and how to tell that it is there. */
const needed = [
  { name: 'chromium', present: () => onPath('chromium') },
  { name: 'radosgw', present: () => onPath('radosgw') },
  { name: 'ceph-common', present: () => onPath('radosgw-admin') },
  { name: 'ceph-mon', present: () => onPath('ceph-mon') },
  { name: 'ceph-osd', present: () => onPath('ceph-osd') },
  { name: 'postgresql', present: hasPostgres },
  { name: 'squid', present: () => existsSync('/usr/sbin/squid') },
  { name: 'tinyproxy', present: () => onPath('tinyproxy') },
  { name: 'nginx-light', present: () => existsSync('/usr/sbin/nginx') },
  { name: 'rclone', present: () => onPath('rclone') },
  { name: 'awscli', present: () => onPath('aws') },
  { name: 'python3-yaml', present: () => existsSync('/usr/lib/python3/dist-packages/yaml') },
];

/** Installs what is missing; answers null, or why some are missing still. */
export function ensureDebianPackages() {
  const before = missing();
  if (before.length === 0) return null;
  if (!onPath('apt-get')) return `${before.join(', ')} missing, and this system has no apt-get`;
  if (process.geteuid?.() !== 0) return `${before.join(', ')} missing, and only root may install them`;
  console.log(`Installing ${before.join(', ')} for the tests …`);
  try {
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', ...before);
  } catch (error) {
    const said = `${error.stderr ?? error.message}`.trim().split('\n').slice(-3).join(' ');
    return `${missing().join(', ')} could not be installed (${said})`;
  }
  const after = missing();
  return after.length === 0 ? null : `${after.join(', ')} missing even after their installation`;
}

function missing() {
  return needed.filter(({ present }) => !present()).map(({ name }) => name);
}

function apt(...args) {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Debian keeps the servers of all versions apart, and none of them on the PATH. */
function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return (
    existsSync(folder) && readdirSync(folder).some((version) => existsSync(join(folder, version, 'bin', 'postgres')))
  );
}
