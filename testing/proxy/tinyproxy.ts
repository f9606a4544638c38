import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOnPath } from '../ceph/available.ts';
import { freePorts } from '../ceph/free-ports.ts';
import { temporaryFolder } from '../product/reap.ts';
import { PROXY_ADDRESS } from './gate.ts';
import { CREDENTIALS, type ProxyOptions, type RealProxy, runProxy } from './real-proxy.ts';

export const hasTinyproxy = isOnPath('tinyproxy');

export async function startTinyproxy({ tunnels, asks = false }: ProxyOptions): Promise<RealProxy> {
  const [port = 0] = await freePorts(1);
  const folder = temporaryFolder();
  const log = join(folder, 'tinyproxy.log');
  writeFileSync(log, '');
  const rules = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    `Bind ${PROXY_ADDRESS}`,
    'Allow 127.0.0.1',
    'Timeout 600',
    'MaxClients 100',
    'DefaultErrorFile "/usr/share/tinyproxy/default.html"',
    `LogFile "${log}"`,
    'LogLevel Connect',
    'ViaProxyName "tinyproxy"',
    'ConnectPort 443',
    ...tunnels.map((tunnel) => `ConnectPort ${tunnel}`),
    ...(asks ? [`BasicAuth ${CREDENTIALS.userName} ${CREDENTIALS.password}`] : []),
  ];
  const file = join(folder, 'tinyproxy.conf');
  writeFileSync(file, `${rules.join('\n')}\n`);
  return runProxy(['tinyproxy', '-d', '-c', file], port, log);
}
