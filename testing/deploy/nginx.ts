import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../postgres/start-postgres.ts';
import { until } from '../product/processes.ts';
import { reapAtEnd, temporaryFolder } from '../product/reap.ts';
import { DEPLOY } from './yaml.ts';

const NGINX = '/usr/sbin/nginx';
export const hasNginx = existsSync(NGINX);

/** Debian's nginx with the configuration of `deploy/`, but for its addresses; ends with the test process. */
export async function startNginx(servers: readonly number[]): Promise<string> {
  const folder = temporaryFolder();
  const port = await freePort();
  let next = 0;
  const text = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8')
    .replace(/listen \d+;/, `listen 127.0.0.1:${port};`)
    .replaceAll(/server server-\d:\d+/g, () => `server 127.0.0.1:${servers[next++]}`)
    .replaceAll(' /tmp/', ` ${folder}/`);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  const child = spawn(NGINX, ['-c', file, '-p', folder, '-e', join(folder, 'error.log'), '-g', 'daemon off;'], {
    stdio: 'ignore',
    detached: true,
  });
  reapAtEnd('group', child.pid ?? 0);
  const url = `http://127.0.0.1:${port}`;
  await until('nginx answers', () =>
    fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return url;
}
