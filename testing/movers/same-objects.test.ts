import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  activity,
  NOTHING,
  quick,
  recorder,
  type TestExecutor,
  transfer,
  transferKnowingly,
} from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import {
  KEY_ID,
  SECRET,
  storage,
  type TestStorage,
  testStore,
  Witness,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import type { PlanWay } from '../../shared/runs/plan.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { type Fingerprint, fingerprint, fingerprintsOf } from './fingerprints.ts';
import { bytesOfInput, INPUTS, type Input, LARGEST_PUT, PART } from './inputs.ts';
import { type Account, awsCopy, awsPut, missingMovers, rcloneCopy } from './movers.ts';

interface World {
  readonly at: TestStorage;
  readonly account: Account;
  /** What the names of its buckets begin with. */
  readonly name: string;
}

interface Way {
  readonly name: string;
  readonly id: string;
  readonly options: Parameters<typeof quick>[0];
  /** How an object of so many bytes goes. */
  readonly expected: (size: number) => PlanWay;
}

const WAYS: readonly Way[] = [
  {
    name: 'streamed, and in parts above 5 MiB',
    id: 'streamed',
    options: { partLimits: { largest: LARGEST_PUT, part: PART } },
    expected: (size) => (size > LARGEST_PUT ? 'parts' : 'stream'),
  },
  {
    name: 'in parts whatever the size',
    id: 'parts',
    options: { partLimits: { largest: 0, part: LARGEST_PUT } },
    expected: (size) => (size > 0 ? 'parts' : 'stream'),
  },
  { name: 'copied at the storage', id: 'copied', options: {}, expected: () => 'server-side-copy' },
];

const BY_RCLONE = INPUTS.filter(({ byRclone }) => byRclone).map(({ key }) => key);
const TIMEOUT_MS = 120_000;

const titled = INPUTS.map((input): [string, Input] => [
  `${input.what}: as ${input.byRclone ? 'by aws s3 cp and by rclone' : 'by aws s3 cp (rclone cannot carry the name)'}`,
  input,
]);

/** What must hold on any storage. */
function movesTheSame(world: () => World): void {
  let byAws: Map<string, Fingerprint>;
  let byRclone: Map<string, Fingerprint>;
  const bucket = (role: string) => `${world().name}-${role}`;
  const roles = ['source', 'aws', 'rclone', 'each', ...WAYS.map(({ id }) => id)];

  beforeAll(async () => {
    const { at, account } = world();
    for (const role of roles) await at.witness.createBucket(bucket(role));
    for (const input of INPUTS)
      await at.witness.put(input.key, bytesOfInput(input), {
        Bucket: bucket('source'),
        ContentType: input.contentType,
      });
    await rcloneCopy(account, bucket('source'), bucket('rclone'), BY_RCLONE);
    await awsCopy(account, bucket('source'), bucket('aws'));
    byRclone = await fingerprintsOf(at.witness, bucket('rclone'));
    byAws = await fingerprintsOf(at.witness, bucket('aws'));
  }, TIMEOUT_MS);
  afterAll(async () => {
    // The storage may be one that other tests use, too, and keep all in memory.
    const { witness } = world().at;
    for (const role of roles)
      for (const key of await witness.keys('', bucket(role))) await witness.remove(key, bucket(role));
  }, TIMEOUT_MS);

  test('the other movers have copied what was given to them', () => {
    expect([...byRclone.keys()].sort()).toEqual([...BY_RCLONE].sort());
    expect([...byAws.keys()].sort()).toEqual(INPUTS.map(({ key }) => key).sort());
    for (const input of INPUTS)
      expect(byAws.get(input.key)).toEqual(fingerprint(bytesOfInput(input), input.contentType));
  });

  describe.each(WAYS)('$name', ({ id, options, expected }) => {
    let executor: TestExecutor;
    beforeAll(() => {
      executor = quick(options);
    });
    afterAll(() => executor.close());

    test.each(titled)('%s', async (_title, { key, size }) => {
      const { at } = world();
      const context = recorder();
      const steps = { get: { bucket: bucket('source'), key }, put: { bucket: bucket(id), key } };
      if (id === 'copied') await transferKnowingly(executor, at.connection(), steps, { context });
      else await transfer(executor, at.connection(), steps.get, steps.put, context);
      expect(context.plans).toEqual([expected(size)]);
      const { ContentType } = await at.witness.head(key, bucket(id));
      const moved = fingerprint(await at.witness.bytes(key, bucket(id)), ContentType);
      expect(moved).toEqual(byAws.get(key));
      if (byRclone.has(key)) expect(moved).toEqual(byRclone.get(key));
    });

    test('no other key has come to be', async () => {
      expect(await world().at.witness.keys('', bucket(id))).toEqual(await world().at.witness.keys('', bucket('aws')));
    });
  });

  test('each object of a list: the same bucket as by aws s3 cp --recursive', async () => {
    const executor = quick();
    const { at } = world();
    const list = activity('list-objects', { bucket: bucket('source'), pass: 'each' });
    const pages = executor.each?.(at.connection(), list, NOTHING, recorder(), { after: '', count: 0 }) ?? [];
    for await (const { items } of pages)
      for (const { record } of items) {
        const context = recorder();
        const got = await executor.execute(at.connection(), activity('get-object', {}), { record }, context);
        await executor.execute(at.connection(), activity('put-object', { bucket: bucket('each') }), got, context);
      }
    executor.close();
    expect(await fingerprintsOf(at.witness, bucket('each'))).toEqual(byAws);
  });

  test('a key of 1,025 bytes: refused, as by aws s3 cp', async () => {
    const key = 'k'.repeat(1025);
    const { at, account } = world();
    const executor = quick();
    const put = { bucket: bucket('each'), key };
    const get = { bucket: bucket('source'), key: INPUTS[0]?.key ?? '' };
    await expect(transfer(executor, at.connection(), get, put)).rejects.toMatchObject({ code: 'key-too-long' });
    await expect(awsPut(account, bucket('each'), key, 'text')).rejects.toThrow('aws ended with 1');
    executor.close();
  });
}

const missing = missingMovers.length === 0 ? '' : ` (skipped: ${missingMovers.join(', ')} not found)`;

describe.skipIf(missing !== '' && process.env.CI !== 'true')(`the same objects as by others${missing}`, () => {
  describe('on the embedded store', () => {
    let at: Awaited<ReturnType<typeof testStore>>;
    let account: Account;
    beforeAll(async () => {
      at = await testStore();
      const { url, region } = at.store;
      account = { url, region, accessKeyId: KEY_ID, secretAccessKey: SECRET, provider: 'Other' };
    });
    afterAll(() => at.stop());
    movesTheSame(() => ({ at, account, name: 'movers' }));
  });

  describeWithCeph('on Ceph', (ceph) => {
    const name = `movers-${randomBytes(6).toString('hex')}`;
    let at: TestStorage;
    let account: Account;
    beforeAll(() => {
      const { endpoint: url, ...keys } = ceph();
      const { accessKeyId, secretAccessKey, region } = keys;
      account = { url, ...keys, provider: 'Ceph' };
      at = storage(url, accessKeyId, secretAccessKey, new Witness(url, accessKeyId, secretAccessKey, region));
    });
    afterAll(() => at?.witness.close());
    movesTheSame(() => ({ at, account, name }));
  });
});
