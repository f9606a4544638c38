import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cephFromEnvironment } from './address.ts';
import { cephConf } from './ceph-conf.ts';
import { freePorts } from './free-ports.ts';
import { makeFolder, removeFolder } from './own-folder.ts';

describe('a Ceph for tests', () => {
  test('speaks on loopback only and keeps everything in its folder', () => {
    const conf = cephConf({ folder: '/t/x', fsid: 'f', monitorPort: 1, monitorV1Port: 2, gatewayPort: 3 });
    expect(new Set(conf.match(/\b\d+\.\d+\.\d+\.\d+\b/g))).toEqual(new Set(['127.0.0.1', '127.0.0.0']));
    for (const path of conf.matchAll(/ (\/\S*)/g)) expect(path[1]).toMatch(/^\/t\/x\//);
  });

  test('is taken from the environment when another process has started it', () => {
    const address = { endpoint: 'http://127.0.0.1:1', accessKeyId: 'a', secretAccessKey: 'b', region: 'us-east-1' };
    expect(cephFromEnvironment({ SLUICE_TEST_CEPH: JSON.stringify(address) })).toEqual(address);
    expect(cephFromEnvironment({})).toBeUndefined();
    expect(() => cephFromEnvironment({ SLUICE_TEST_CEPH: '{}' })).toThrow();
  });

  test('gets ports that differ', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
  });

  test('sweeps away the folders of processes that are gone, and no others', () => {
    const dead = join(tmpdir(), `slc-dead-${process.pid}`);
    const strange = join(tmpdir(), `slc-strange-${process.pid}`);
    mkdirSync(dead);
    mkdirSync(strange);
    writeFileSync(join(dead, 'owner.pid'), '999999999');
    const first = makeFolder();
    const second = makeFolder();
    expect([dead, strange, first, second].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
    for (const folder of [first, second]) removeFolder(folder);
    rmSync(strange, { recursive: true });
  });
});
