import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CephAddress } from './address.ts';
import { type CephLayout, cephConf } from './ceph-conf.ts';
import { Daemons, runTool } from './daemons.ts';
import { freePorts } from './free-ports.ts';
import { makeFolder, removeFolder } from './own-folder.ts';

export interface RunningCeph extends CephAddress {
  /** A second access key of the same user, where one was asked for. */
  readonly second?: Pick<CephAddress, 'accessKeyId' | 'secretAccessKey'> | undefined;
  /** Ends the daemons and removes their folder. */
  close(): Promise<void>;
}

export interface CephOptions {
  /** How much all objects together may take; they are in memory. */
  readonly memoryBytes?: number;
  /** Whether to make a second access key; takes some nine seconds more. */
  readonly withSecondKey?: boolean;
}

const TOOL_MS = 60_000;
const READY_MS = 90_000;
const POLL_MS = 100;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + READY_MS;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`Ceph did not come up: waited ${READY_MS / 1000} s for ${what}`);
    await sleep(POLL_MS);
  }
}

/** The end of the daemons' logs, for the message of a failed start. */
function lastWords(folder: string): string {
  const tails = ['mon', 'osd', 'rgw'].map((name) => {
    try {
      return `${name}: ${readFileSync(join(folder, 'log', `${name}.out`), 'utf8')
        .trim()
        .slice(-500)}`;
    } catch {
      return `${name}: (nothing)`;
    }
  });
  return tails.join('\n');
}

async function startMonitor(daemons: Daemons, layout: CephLayout, conf: string): Promise<void> {
  const { folder, fsid, monitorPort, monitorV1Port } = layout;
  const map = join(folder, 'monmap');
  const addresses = `[v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${monitorV1Port}]`;
  await runTool('monmaptool', ['--create', '--addv', 'a', addresses, '--fsid', fsid, map], TOOL_MS);
  await runTool('ceph-mon', ['-c', conf, '--mkfs', '-i', 'a', '--monmap', map], TOOL_MS);
  daemons.start('ceph-mon', ['-c', conf, '-i', 'a', '-f'], join(folder, 'log', 'mon.out'));
  await until('the monitor', async () => (await runTool('ceph', ['-c', conf, 'mon', 'stat'], 10_000)) !== '');
}

async function startStorage(daemons: Daemons, { folder }: CephLayout, conf: string): Promise<void> {
  const uuid = randomUUID();
  await runTool('ceph', ['-c', conf, 'osd', 'new', uuid, '0'], TOOL_MS);
  await runTool('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', uuid], TOOL_MS);
  daemons.start('ceph-osd', ['-c', conf, '-i', '0', '-f'], join(folder, 'log', 'osd.out'));
  // `ceph pg stat` would wait for a manager daemon for ever; `osd stat` does not.
  await until('the storage daemon', async () =>
    /\b1 up\b/.test(await runTool('ceph', ['-c', conf, 'osd', 'stat'], 10_000)),
  );
}

type Keys = Pick<CephAddress, 'accessKeyId' | 'secretAccessKey'>;

const newKeys = (): Keys => ({
  accessKeyId: `SLUICE${randomBytes(7).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(20).toString('hex'),
});

/** @param command what of the user is made: the user itself, or a further key. Gives its keys. */
async function createKeys(conf: string, ...command: readonly string[]): Promise<Keys> {
  const keys = newKeys();
  const given = ['--uid', 'sluice-tests', '--access-key', keys.accessKeyId, '--secret', keys.secretAccessKey];
  await runTool('radosgw-admin', ['-c', conf, '-n', 'client.admin', ...command, ...given], READY_MS);
  return keys;
}

async function startGateway(daemons: Daemons, { folder, gatewayPort }: CephLayout, conf: string): Promise<string> {
  const endpoint = `http://127.0.0.1:${gatewayPort}`;
  const child = daemons.start('radosgw', ['-c', conf, '-n', 'client.admin', '-f'], join(folder, 'log', 'rgw.out'));
  await until('the gateway', async () => {
    if (child.exitCode !== null) throw new Error('the gateway has ended');
    return (await fetch(endpoint)).status < 500;
  });
  return endpoint;
}

/**
 * Starts a single-node Ceph RADOS Gateway of its own: loopback, free ports, all its data in memory and in one temporary
 * folder. Takes some 13 seconds. It ends with `close`, and with this process however that ends.
 * @throws Error with the daemons' last words when it does not come up
 */
export async function startCeph(options: CephOptions = {}): Promise<RunningCeph> {
  const folder = makeFolder();
  const daemons = new Daemons();
  const onExit = (): void => removeFolder(folder);
  process.once('exit', onExit);
  const close = async (): Promise<void> => {
    await daemons.stop();
    process.off('exit', onExit);
    removeFolder(folder);
  };
  try {
    const [monitorPort = 0, monitorV1Port = 0, gatewayPort = 0] = await freePorts(3);
    const { memoryBytes, withSecondKey = false } = options;
    const layout: CephLayout = { folder, fsid: randomUUID(), monitorPort, monitorV1Port, gatewayPort, memoryBytes };
    for (const name of ['run', 'log', 'crash', 'rgw', 'mon.a', 'osd.0']) mkdirSync(join(folder, name));
    const conf = join(folder, 'ceph.conf');
    writeFileSync(conf, cephConf(layout));
    writeFileSync(join(folder, 'keyring'), '');
    await startMonitor(daemons, layout, conf);
    await startStorage(daemons, layout, conf);
    const keys = await createKeys(conf, 'user', 'create', '--display-name', 'Sluice tests');
    const second = withSecondKey ? await createKeys(conf, 'key', 'create', '--key-type', 's3') : undefined;
    const endpoint = await startGateway(daemons, layout, conf);
    return { endpoint, ...keys, region: 'us-east-1', second, close };
  } catch (error) {
    const words = lastWords(folder);
    await close();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${words}`);
  }
}
