import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../ceph/free-ports.ts';
import { describeProxy } from './describe-proxy.ts';
import { type ProxyWorld, type StartProxy, startProxyWorld } from './proxy-world.ts';
import { hasSquid, startSquid } from './squid.ts';
import { failureOf, get, keysOfAllKinds, put } from './steps.ts';
import { hasTinyproxy, startTinyproxy } from './tinyproxy.ts';

const MiB = 1024 ** 2;
const signal = new AbortController().signal;

describeProxy('Squid that makes no tunnels for this port', hasSquid, () => forwarding(startSquid));
describeProxy('tinyproxy that makes no tunnels for this port', hasTinyproxy, () => forwarding(startTinyproxy));

function forwarding(start: StartProxy): void {
  let world: ProxyWorld;
  beforeAll(async () => {
    world = await startProxyWorld(start, { tunnels: false });
  });
  afterAll(() => world.close());

  test('requests without TLS are forwarded: 64 MiB in parts, keys of all kinds; a cache on the way keeps nothing', async () => {
    const { url, gate, store } = world.plain;
    const connection = world.connection(url);
    const bytes = randomBytes(64 * MiB);
    await put(world, connection, 'large', bytes);
    expect((await get(world, connection, 'large')).equals(bytes)).toBe(true);
    await keysOfAllKinds(world);
    const CacheControl = 'public, max-age=86400';
    for (const content of ['first', 'second']) {
      await store.witness.put('cacheable', content, { CacheControl });
      expect((await get(world, connection, 'cacheable')).toString()).toBe(content);
    }
    expect(world.proxy.log()).toContain(`http://127.0.0.1:${gate.port}/data/large`);
    expect(gate.refused()).toBe(0);
  });

  test('the storage’s refusals are told from the proxy’s', async () => {
    const missing = await failureOf(get(world, world.connection(world.plain.url), 'nothing-there'));
    expect(missing.code).toBe('key-missing');
    const wrong = world.connection(world.plain.url, { secretAccessKey: 'wrong' });
    expect((await failureOf(get(world, wrong, 'large'))).code).toBe('secret-wrong');
    expect(await world.executor.test(wrong, signal)).toMatchObject({ ok: false, code: 'secret-wrong' });
    const [nobody = 0] = await freePorts(1);
    const nowhere = world.connection(`http://127.0.0.1:${nobody}`, { maximumAttempts: 1 });
    expect((await failureOf(get(world, nowhere, 'large'))).code).toBe('proxy-upstream-failed');
    const secure = world.connection(`https://127.0.0.1:${nobody}`);
    expect((await failureOf(get(world, secure, 'large'))).code).toBe('proxy-forbidden');
    expect(await world.executor.test(secure, signal)).toMatchObject({ ok: false, code: 'proxy-forbidden' });
  });
}
