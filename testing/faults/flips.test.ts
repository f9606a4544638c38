import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  activity,
  NOTHING,
  quick,
  recorder,
  type TestExecutor,
} from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import {
  storage,
  type TestStorage,
  testStore,
  Witness,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { type FlipProxy, startFlipProxy } from './start-flip-proxy.ts';

/** What stands in front of the byte that is damaged. */
const MARKER = randomBytes(12);
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const MiB = 1024 ** 2;

/** One that goes in one piece, and one that is streamed. */
const SIZES = [40_000, 3 * MiB];

function withMarker(size: number): Buffer {
  const bytes = randomBytes(size);
  MARKER.copy(bytes, Math.floor(size / 2));
  return bytes;
}

interface World {
  readonly at: TestStorage;
  readonly bucket: string;
}

/** What must hold on any storage. */
function damagedNeverSucceeds(world: () => World): void {
  let executor: TestExecutor;
  let proxy: FlipProxy | undefined;
  const contents = new Map(SIZES.map((size) => [size, withMarker(size)]));
  beforeAll(async () => {
    executor = quick();
    for (const [size, bytes] of contents)
      await world().at.witness.put(`from/${size}`, bytes, { Bucket: world().bucket });
  });
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
  });
  afterAll(() => executor.close());

  /** Get and Put, one of them by the proxy. */
  async function transfer(damaged: 'source' | 'target', size: number, times?: number, put = {}, runner = executor) {
    const { at } = world();
    proxy = await startFlipProxy(at.url, damaged === 'source' ? 'down' : 'up', MARKER, times);
    await pass(proxy, damaged, size, put, runner);
  }

  async function pass(by: FlipProxy, damaged: 'source' | 'target', size: number, put = {}, runner = executor) {
    const { at, bucket } = world();
    const [direct, through] = [at.connection(), at.connection({ endpointUrl: by.url })];
    const context = recorder();
    const get = activity('get-object', { bucket, key: `from/${size}` });
    const got = await runner.execute(damaged === 'source' ? through : direct, get, NOTHING, context);
    const step = activity('put-object', { bucket, key: `to/${size}`, ...put });
    await runner.execute(damaged === 'source' ? direct : through, step, got, context);
  }

  async function leavesNothing(size: number, run: Promise<void>) {
    const { at, bucket } = world();
    await expect(run).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(await at.witness.has(`to/${size}`, bucket)).toBe(false);
    expect(await at.witness.uploads(bucket)).toBe(0);
  }

  async function arrives(size: number, run: Promise<void>) {
    await run;
    const { at, bucket } = world();
    const bytes = contents.get(size) ?? Buffer.alloc(0);
    expect(md5(await at.witness.bytes(`to/${size}`, bucket))).toBe(md5(bytes));
    await at.witness.remove(`to/${size}`, bucket);
  }

  describe.each(['source', 'target'] as const)('a bit flipped on the way at the %s', (where) => {
    test.each(SIZES)('of %i bytes, each time: an error, and nothing is left', (size) =>
      leavesNothing(size, transfer(where, size)),
    );

    test.each(SIZES)('of %i bytes, once: it is sent again, and arrives as it was', (size) =>
      arrives(size, transfer(where, size, 1)),
    );

    test('is an error also where nothing but the ETags proves what arrived, as one before it did', async () => {
      const { at, bucket } = world();
      const whole = 2 * MiB;
      await at.witness.put(`from/${whole}`, randomBytes(whole), { Bucket: bucket });
      proxy = await startFlipProxy(at.url, where === 'source' ? 'down' : 'up', MARKER);
      await pass(proxy, where, whole);
      await pass(proxy, where, whole);
      await leavesNothing(3 * MiB, pass(proxy, where, 3 * MiB));
    });

    test.each(SIZES)('of %i bytes, that must not replace anything', async (size) => {
      await leavesNothing(size, transfer(where, size, undefined, { ifExists: 'fail' }));
      await proxy?.stop();
      await arrives(size, transfer(where, size, 1, { ifExists: 'fail' }));
    });
  });

  test('a part damaged on the way to the target: an error each time, sent again once', async () => {
    const inParts = quick({ partLimits: { largest: MiB, part: 5 * MiB } });
    const size = 12 * MiB;
    contents.set(size, withMarker(size));
    const { at, bucket } = world();
    await at.witness.put(`from/${size}`, contents.get(size) ?? '', { Bucket: bucket });
    await leavesNothing(size, transfer('target', size, undefined, {}, inParts));
    await proxy?.stop();
    await arrives(size, transfer('target', size, 1, {}, inParts));
    inParts.close();
  });
}

describe('on the embedded store', () => {
  let at: Awaited<ReturnType<typeof testStore>>;
  beforeAll(async () => {
    at = await testStore();
  });
  afterAll(() => at.stop());
  damagedNeverSucceeds(() => ({ at, bucket: 'data' }));
});

describeWithCeph('on Ceph', (ceph) => {
  const bucket = `flips-${randomBytes(6).toString('hex')}`;
  let at: TestStorage;
  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await at.witness.createBucket(bucket);
  });
  afterAll(() => at?.witness.close());
  damagedNeverSucceeds(() => ({ at, bucket }));
});
