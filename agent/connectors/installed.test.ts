import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { createGateway } from '../gateway.ts';
import { ConnectorCache, sha256Of } from './cache.ts';
import { InstalledConnectors } from './installed.ts';

const ID = 'test-installed';
const VERSIONS = ['1.1.0', '1.0.0'];

function moduleOf(version: string): Buffer {
  const executor =
    '{ test: async () => ({ ok: true }), browse: async () => [], execute: async () => ({ record: {} }) }';
  const descriptor = JSON.stringify({ ...descriptors[0], id: ID, version });
  return Buffer.from(`export const executor = ${executor};\nexport const descriptor = ${descriptor};\n`);
}

const wantedOf = (version: string) => {
  const module = moduleOf(version);
  return { version, sha256: sha256Of(module), size: module.byteLength };
};

/** An agent's connectors, of which those versions stand damaged in its folder; a server that has all of them, whole. */
async function damaged(versions: readonly string[]) {
  const folder = temporaryFolder();
  const cache = new ConnectorCache(join(folder, 'connectors'));
  for (const version of VERSIONS) {
    const file = await cache.keep(ID, wantedOf(version), moduleOf(version));
    if (versions.includes(version)) writeFileSync(file, '');
  }
  const gateway = {
    ...createGateway('http://127.0.0.1:1', 'credential'),
    latestConnector: async () => ({ latest: '1.1.0', downloads: VERSIONS.map(wantedOf) }),
    downloadConnector: async (_id: string, version: string) => moduleOf(version),
  };
  const log = pino({ level: 'silent' });
  const installed = new InstalledConnectors({ shipped: new Map(), gateway, folder, log, onChange: () => undefined });
  await installed.open();
  return { installed, cache };
}

test.each([[['1.1.0']], [['1.0.0']], [VERSIONS]])(
  'with %j damaged, nothing is begun before the newest version is there again, and that stays the one that counts',
  async (versions) => {
    const { installed, cache } = await damaged(versions);
    installed.repair();
    const needed = await installed.needed([ID]);
    expect(needed.get(ID)?.descriptor.version).toBe('1.1.0');
    expect(await installed.ensure(ID, true)).toEqual({ version: '1.1.0', updated: false });
    expect(installed.at([ID])?.get(ID)?.descriptor.version).toBe('1.1.0');
    expect(await cache.verified(ID, '1.1.0')).not.toBeNull();
  },
);
