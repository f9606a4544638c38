import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { ConnectorError } from '../../../../../shared/runs/connector-error.ts';
import { activity, bytesOf, contentOf, NOTHING, quick, recorder } from '../../test-support/run-step.ts';
import { type TestStore, testStore } from '../../test-support/test-store.ts';
import { join, proxyOf, settingsOf } from './fake-proxy.ts';

const MiB = 1024 ** 2;
let at: TestStore;
beforeAll(async () => {
  at = await testStore();
});
afterAll(() => at.stop());

/** A proxy whose tunnels break after so many bytes one way; of those that carry so much, only the first few if `times` says so. */
const breaking = (way: 'up' | 'down', bytes: number, times = Number.POSITIVE_INFINITY) => {
  let broken = 0;
  return proxyOf((socket, said) => {
    const inner = connect(Number(/^CONNECT \S+:(\d+)/.exec(said)?.[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      let passed = 0;
      (way === 'up' ? socket : inner).on('data', (chunk) => {
        passed += chunk.length;
        if (passed < bytes || broken >= times) return;
        passed = 0;
        broken += 1;
        socket.destroy();
      });
      join(socket, inner);
    });
  });
};

function through(port: number, maximumAttempts: number) {
  const state: ProxyState = { kind: 'set', settings: settingsOf(port) };
  return { ...at.connection({ useProxy: true, maximumAttempts }), proxy: () => state };
}

const executor = quick({ partLimits: { largest: 8 * MiB, part: 8 * MiB } });
afterAll(() => executor.close());

test('tunnels that break a few times cost nothing but tries', async () => {
  const bytes = randomBytes(24 * MiB);
  const put = activity('put-object', { bucket: 'data', key: 'whole' });
  const input = { record: {}, content: contentOf(bytes) };
  const writing = recorder();
  await executor.execute(through(await breaking('up', MiB, 3), 5), put, input, writing);
  expect(writing.logs.filter(({ code }) => code === 'retried').length).toBeGreaterThanOrEqual(3);
  expect((await at.witness.bytes('whole')).equals(bytes)).toBe(true);
  expect(await at.witness.uploads()).toBe(0);
  const get = activity('get-object', { bucket: 'data', key: 'whole' });
  const reading = recorder();
  const got = await executor.execute(through(await breaking('down', 5 * MiB), 2), get, NOTHING, reading);
  expect((await bytesOf(got.content)).equals(bytes)).toBe(true);
  expect(reading.logs.filter(({ code }) => code === 'retried').length).toBeGreaterThanOrEqual(4);
});

test('when they never stop breaking there is a clear error, and nothing is left behind', async () => {
  const put = activity('put-object', { bucket: 'data', key: 'never' });
  const input = { record: {}, content: contentOf(randomBytes(24 * MiB)) };
  const proxy = await breaking('up', MiB);
  const error = await executor.execute(through(proxy, 3), put, input, recorder()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({
    code: 'connection-lost',
    message: expect.stringContaining(`the proxy at 127.0.0.1:${proxy}`),
  });
  expect(await at.witness.has('never')).toBe(false);
  expect(await at.witness.uploads()).toBe(0);
});
