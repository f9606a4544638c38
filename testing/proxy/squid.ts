import { hash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../ceph/free-ports.ts';
import { temporaryFolder } from '../product/reap.ts';
import { PROXY_ADDRESS } from './gate.ts';
import { CREDENTIALS, type ProxyOptions, type RealProxy, runProxy } from './real-proxy.ts';

const SQUID = '/usr/sbin/squid';
const PASSWORDS = '/usr/lib/squid/basic_ncsa_auth';

export const hasSquid = existsSync(SQUID);

/** Starts Squid with Debian's own rules, its cache in memory included; the ports of tunnels are the test's. */
export async function startSquid({ tunnels, asks = false }: ProxyOptions): Promise<RealProxy> {
  const [port = 0] = await freePorts(1);
  // Started by root it goes on as another user, who must reach its files.
  const folder = join(temporaryFolder(), 'squid');
  mkdirSync(folder);
  for (const path of [join(folder, '..'), folder]) chmodSync(path, 0o777);
  const passwords = join(folder, 'passwords');
  if (asks) {
    // The simplest of the forms that its helper takes.
    writeFileSync(passwords, `${CREDENTIALS.userName}:${hash('md5', CREDENTIALS.password)}\n`, { mode: 0o644 });
  }
  const log = join(folder, 'access.log');
  writeFileSync(log, '', { mode: 0o666 });
  chmodSync(log, 0o666);
  const rules = [
    `http_port 127.0.0.1:${port}`,
    `tcp_outgoing_address ${PROXY_ADDRESS}`,
    `acl SSL_ports port ${['443', ...tunnels].join(' ')}`,
    'acl Safe_ports port 80 443 1025-65535',
    'http_access deny !Safe_ports',
    'http_access deny CONNECT !SSL_ports',
    ...(asks
      ? [
          `auth_param basic program ${PASSWORDS} ${passwords}`,
          'auth_param basic realm sluice',
          'acl known proxy_auth REQUIRED',
          'http_access allow known',
        ]
      : ['http_access allow localhost']),
    'http_access deny all',
    'cache_mem 64 MB',
    'maximum_object_size_in_memory 64 MB',
    `access_log stdio:${log}`,
    `cache_log ${join(folder, 'cache.log')}`,
    `pid_filename ${join(folder, 'squid.pid')}`,
    `coredump_dir ${folder}`,
    'pinger_enable off',
    'visible_hostname proxy.test',
    'max_filedescriptors 4096',
    'shutdown_lifetime 0 seconds',
    // Squid 5 hangs up when this much of a body is not yet with the storage.
    'client_request_buffer_max_size 128 MB',
  ];
  const file = join(folder, 'squid.conf');
  writeFileSync(file, `${rules.join('\n')}\n`);
  return runProxy([SQUID, '-N', '-f', file, '-n', `sluice${port}`], port, log);
}
