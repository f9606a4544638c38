import { afterAll, beforeAll, expect, test } from 'vitest';
import { activity, NOTHING, recorder } from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import { describeProxy } from './describe-proxy.ts';
import { type ProxyWorld, type StartProxy, startProxyWorld } from './proxy-world.ts';
import { CREDENTIALS } from './real-proxy.ts';
import { hasSquid, startSquid } from './squid.ts';
import { hasTinyproxy, startTinyproxy } from './tinyproxy.ts';

const signal = new AbortController().signal;

describeProxy('Squid that asks who comes', hasSquid, () => asking(startSquid));
describeProxy('tinyproxy that asks who comes', hasTinyproxy, () => asking(startTinyproxy));

function asking(start: StartProxy): void {
  let world: ProxyWorld;
  beforeAll(async () => {
    world = await startProxyWorld(start, { asks: true });
  });
  afterAll(() => world.close());

  test('user name and password are right, wrong, or missing', async () => {
    for (const { url, gate } of [world.plain, world.secure]) {
      const outcome = async (proxy: { userName?: string; password?: string }) => {
        const connection = world.connection(url, { maximumAttempts: 1 }, proxy);
        const settings = { bucket: 'data', prefix: '' };
        const context = recorder();
        return world.executor.execute(connection, activity('list-objects', settings), NOTHING, context).then(
          () => 'success',
          (error: unknown) => {
            expect(JSON.stringify([error, String(error), context.logs])).not.toContain(CREDENTIALS.password);
            return error instanceof ConnectorError ? error.code : String(error);
          },
        );
      };
      expect(await outcome(CREDENTIALS)).toBe('success');
      expect(await outcome({ ...CREDENTIALS, password: 'wrong' })).toBe('proxy-credentials-refused');
      expect(await outcome({})).toBe('proxy-credentials-missing');
      expect(gate.refused()).toBe(0);
    }
    const connection = world.connection(world.plain.url, {}, { ...CREDENTIALS, password: 'wrong' });
    expect(await world.executor.test(connection, signal)).toMatchObject({
      ok: false,
      code: 'proxy-credentials-refused',
    });
    expect(await world.executor.test(world.connection(world.plain.url, {}, CREDENTIALS), signal)).toMatchObject({
      ok: true,
    });
  });
}
