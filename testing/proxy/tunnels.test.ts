import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activity, NOTHING, recorder } from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import { until } from '../product/processes.ts';
import { describeProxy } from './describe-proxy.ts';
import { type ProxyWorld, type StartProxy, startProxyWorld } from './proxy-world.ts';
import { hasSquid, startSquid } from './squid.ts';
import { failureOf, get, put } from './steps.ts';
import { hasTinyproxy, startTinyproxy } from './tinyproxy.ts';

const MiB = 1024 ** 2;
const signal = new AbortController().signal;

describeProxy('through Squid', hasSquid, () => journeys(startSquid));
describeProxy('through tinyproxy', hasTinyproxy, () => journeys(startTinyproxy));

function journeys(start: StartProxy): void {
  let world: ProxyWorld;
  beforeAll(async () => {
    world = await startProxyWorld(start, { more: { pauses: { baseMs: 100, capMs: 3_000 } } });
  });
  afterAll(() => world.close());

  test.each(['plain', 'secure'] as const)('64 MiB go in parts and come back, all by the proxy (%s)', async (kind) => {
    const { url, gate } = world[kind];
    const bytes = randomBytes(64 * MiB);
    const connection = world.connection(url);
    const context = recorder();
    await put(world, connection, 'large', bytes, context);
    expect(context.plans).toContain('parts');
    expect((await get(world, connection, 'large')).equals(bytes)).toBe(true);
    expect(gate.bytes().in).toBeGreaterThan(64 * MiB);
    expect(gate.bytes().out).toBeGreaterThan(64 * MiB);
    expect(gate.passed()).toBeGreaterThan(0);
    expect(gate.refused()).toBe(0);
    // A tunnel stands in a log when it has ended.
    await until('the proxy’s log', () => world.proxy.log().includes(String(gate.port)));
  });

  test('every kind of request goes that way: lists, copies, deletions, browsing, Test', async () => {
    const { url, gate } = world.plain;
    const connection = world.connection(url);
    await put(world, connection, 'kinds/one', Buffer.from('one'));
    const list = activity('list-objects', { bucket: 'data', prefix: 'kinds/' });
    const listed = await world.executor.execute(connection, list, NOTHING, recorder());
    expect(JSON.stringify(listed.record)).toContain('kinds/one');
    const settings = {
      sourceBucket: 'data',
      sourceKey: 'kinds/one',
      destinationBucket: 'data',
      destinationKey: 'kinds/two',
    };
    await world.executor.execute(connection, activity('move-object', settings), NOTHING, recorder());
    expect(await world.plain.store.witness.keys('kinds/')).toEqual(['kinds/two']);
    await world.executor.execute(
      connection,
      activity('delete-object', { bucket: 'data', key: 'kinds/two' }),
      NOTHING,
      recorder(),
    );
    expect(await world.plain.store.witness.keys('kinds/')).toEqual([]);
    expect(await world.executor.browse(connection, 'buckets', signal)).toMatchObject([{ id: 'data' }]);
    expect(await world.executor.test(connection, signal)).toMatchObject({ ok: true });
    expect(gate.refused()).toBe(0);
  });

  test('what does not use the proxy is turned away at the storage', async () => {
    for (const { url, gate } of [world.plain, world.secure]) {
      const before = { passed: gate.passed(), refused: gate.refused() };
      const failure = await failureOf(
        get(world, world.connection(url, { useProxy: false, maximumAttempts: 1 }), 'large'),
      );
      expect(failure.code).toBe('connection-lost');
      const listed = world.connection(url, { maximumAttempts: 1 }, { noProxy: [`127.0.0.1:${gate.port}`] });
      expect((await failureOf(get(world, listed, 'large'))).code).toBe('connection-lost');
      expect(gate.passed()).toBe(before.passed);
      expect(gate.refused()).toBeGreaterThan(before.refused + 1);
    }
  });

  test('what is on the no-proxy list goes directly, and the proxy sees nothing of it', async () => {
    const { url, store } = world.plain.store;
    const direct = world.connection(url, {}, { noProxy: ['10.0.0.0/8', '127.0.0.0/8'] });
    await put(world, direct, 'direct', Buffer.from('direct'));
    expect((await get(world, direct, 'direct')).toString()).toBe('direct');
    expect(await world.executor.test(direct, signal)).toMatchObject({ ok: true });
    const { gate, url: gated } = world.plain;
    await get(world, world.connection(gated, { maximumAttempts: 1 }), 'direct');
    world.executor.close();
    await until('the proxy’s log', () => world.proxy.log().includes(String(gate.port)));
    expect(world.proxy.log()).not.toContain(String(store.port));
  });

  test('what the proxy cannot reach is told, and by Test too', async () => {
    for (const host of ['http://no-such-storage.invalid', 'https://no-such-storage.invalid']) {
      const connection = world.connection(host, { maximumAttempts: 1 });
      const failure = await failureOf(get(world, connection, 'large'));
      expect(failure.code).toBe('proxy-upstream-failed');
      expect(failure.message).toContain(`127.0.0.1:${world.proxy.port}`);
      const result = await world.executor.test(connection, signal);
      expect(result).toMatchObject({ ok: false, code: failure.code, todo: expect.stringMatching(/\.$/) });
    }
  });

  test.each(['plain', 'secure'] as const)(
    'a proxy killed in mid-body and started again: nothing is lost (%s)',
    async (kind) => {
      const { url } = world[kind];
      const connection = world.connection(url, { maximumAttempts: 20 });
      const bytes = randomBytes(64 * MiB);
      let restarted: Promise<void> | undefined;
      const restart = () => {
        restarted ??= world.proxy.kill().then(() => world.proxy.start());
      };
      const writing = recorder();
      const at = 20 * MiB;
      await put(world, connection, 'survivor', bytes, {
        ...writing,
        moved: (count) => {
          writing.moved(count);
          if (writing.totals.bytes > at) restart();
        },
      });
      expect(restarted).toBeDefined();
      await restarted;
      restarted = undefined;
      const step = activity('get-object', { bucket: 'data', key: 'survivor' });
      const reading = recorder();
      const { content } = await world.executor.execute(connection, step, NOTHING, reading);
      const chunks: Buffer[] = [];
      let read = 0;
      await content?.read(
        (chunk) => {
          chunks.push(Buffer.from(chunk));
          read += chunk.length;
          if (read > at) restart();
        },
        { offset: 0 },
        signal,
      );
      await restarted;
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      expect(reading.logs.map(({ code }) => code)).toContain('retried');
    },
  );

  test('without a proxy that is up there is a clear error, and no direct connection', async () => {
    await world.proxy.kill();
    for (const { url, gate } of [world.plain, world.secure]) {
      const refused = gate.refused();
      const connection = world.connection(url, { maximumAttempts: 2 });
      expect(await failureOf(get(world, connection, 'large'))).toMatchObject({
        code: 'proxy-refused',
        nature: 'transient',
      });
      expect(await world.executor.test(connection, signal)).toMatchObject({ ok: false, code: 'proxy-refused' });
      expect(gate.refused()).toBe(refused);
    }
    await world.proxy.start();
    expect((await get(world, world.connection(world.secure.url), 'large')).length).toBe(64 * MiB);
  });
}
