import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  activity,
  NOTHING,
  quick,
  type Recorder,
  recorder,
  type TestExecutor,
} from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import {
  storage,
  type TestStorage,
  testStore,
  Witness,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { type TestFolder, testFolder } from '../../connectors/local-files/executor/test-support/test-folder.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { putInParts } from './put-in-parts.ts';
import { type FlipProxy, startFlipProxy } from './start-flip-proxy.ts';

/** What stands in front of the byte that is damaged. */
const MARKER = randomBytes(12);
const MiB = 1024 ** 2;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const bytes = randomBytes(12 * MiB);
MARKER.copy(bytes, 7 * MiB);

/** Objects whose storage keeps no checksum of them, by what it tells instead; the lengths of their parts. */
const SOURCES = { 'an MD5': undefined, 'an even cut': [5 * MiB, 5 * MiB], 'an odd cut': [6 * MiB, 5 * MiB] } as const;
type Source = keyof typeof SOURCES;
const sources: readonly Source[] = ['an MD5', 'an even cut', 'an odd cut'];
const WAYS = ['to one stream', 'to parts', 'to a file'] as const;
type Way = (typeof WAYS)[number];
const each = sources.flatMap((source) => WAYS.map((way) => ({ source, way })));

interface World {
  readonly at: TestStorage;
  readonly bucket: string;
  /** Whether the storage tells how long a part is. */
  readonly tellsOfParts: boolean;
}

/** What must hold on any storage. */
function damagedNeverSucceeds(world: () => World): void {
  let whole: TestExecutor;
  let inParts: TestExecutor;
  let folder: TestFolder;
  let proxy: FlipProxy | undefined;
  beforeAll(async () => {
    const { at, bucket } = world();
    whole = quick();
    inParts = quick({ partLimits: { largest: MiB, part: 5 * MiB } });
    folder = await testFolder();
    for (const source of sources) {
      const [target, lengths] = [{ Bucket: bucket, Key: source }, SOURCES[source]];
      if (lengths) await putInParts(at.witness, target, bytes, lengths);
      else await at.witness.put(source, bytes, target);
    }
  });
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
    await world().at.witness.remove('to', world().bucket);
  });
  afterAll(async () => {
    whole.close();
    inParts.close();
    await folder.remove();
  });

  /** Get and Put, or Get and Write File; what is read comes by a proxy. @param times how often it flips a bit; without it, always */
  async function transfer(source: Source, way: Way, times?: number): Promise<Recorder> {
    const { at, bucket } = world();
    proxy = await startFlipProxy(at.url, 'down', MARKER, times);
    const executor = way === 'to parts' ? inParts : whole;
    const context = recorder();
    const toFile = { connector: 'local-files', type: 'write-file', connection: () => undefined };
    const reads = way === 'to a file' ? { ...context, next: toFile } : context;
    const get = activity('get-object', { bucket, key: source });
    const got = await executor.execute(at.connection({ endpointUrl: proxy.url }), get, NOTHING, reads);
    if (way === 'to a file') await folder.write({ path: 'to' }, got, context);
    else await executor.execute(at.connection(), activity('put-object', { bucket, key: 'to' }), got, context);
    return context;
  }

  const arrived = (way: Way) =>
    way === 'to a file' ? folder.bytes('to') : world().at.witness.bytes('to', world().bucket);

  async function nothingIsThere(): Promise<void> {
    const { at, bucket } = world();
    expect(await at.witness.has('to', bucket)).toBe(false);
    expect(await at.witness.uploads(bucket)).toBe(0);
    expect(await folder.all()).toEqual([]);
  }

  const codes = ({ logs }: Recorder) => logs.map(({ code }) => code);

  test.each(each)('what $source vouches for arrives $way, without a flip', async ({ source, way }) => {
    const context = await transfer(source, way, 0);
    expect(md5(await arrived(way))).toBe(md5(bytes));
    const isUntold = source === 'an odd cut' && !world().tellsOfParts;
    expect(codes(context).includes('source-unproven')).toBe(isUntold);
    // What is proven by what is known of the parts is not read twice.
    if (source === 'an even cut') expect(codes(context)).not.toContain('source-read-again');
    await folder.remove();
    folder = await testFolder();
  });

  test.each(each)('a bit flipped each time in what $source vouches for, $way: no Success', async ({ source, way }) => {
    const outcome = await transfer(source, way).catch((error: unknown) => error);
    if (source !== 'an MD5' && !world().tellsOfParts) {
      // Twice the same, and nothing tells how the source was cut: that is said, and the run ends with a warning.
      expect(outcome).toMatchObject({
        logs: expect.arrayContaining([expect.objectContaining({ code: 'source-unproven', level: 'warning' })]),
      });
      await folder.remove();
      folder = await testFolder();
      return;
    }
    expect(outcome).toMatchObject({ code: 'checksum-mismatch' });
    await nothingIsThere();
  });

  test.each(each)('a bit flipped once in what $source vouches for, $way', async ({ source, way }) => {
    const outcome = await transfer(source, way, 1).catch((error: unknown) => error);
    if (way === 'to a file') {
      // What was written is not written again: the run is to be.
      expect(outcome).toMatchObject({ code: 'checksum-mismatch' });
      await nothingIsThere();
    } else {
      expect(outcome).toMatchObject({ totals: {} });
      expect(md5(await arrived(way))).toBe(md5(bytes));
      expect(await world().at.witness.uploads(world().bucket)).toBe(0);
    }
  });

  test('a byte range, which nothing vouches for, is read twice', async () => {
    const { at, bucket } = world();
    proxy = await startFlipProxy(at.url, 'down', MARKER, 1);
    const context = recorder();
    const get = activity('get-object', { bucket, key: 'an MD5', range: `${6 * MiB}-${8 * MiB - 1}` });
    const got = await whole.execute(at.connection({ endpointUrl: proxy.url }), get, NOTHING, context);
    await whole.execute(at.connection(), activity('put-object', { bucket, key: 'to' }), got, context);
    expect(md5(await at.witness.bytes('to', bucket))).toBe(md5(bytes.subarray(6 * MiB, 8 * MiB)));
    expect(codes(context)).toContain('source-read-again');
  });
}

describe('on the embedded store', () => {
  let at: Awaited<ReturnType<typeof testStore>>;
  beforeAll(async () => {
    at = await testStore();
  });
  afterAll(() => at.stop());
  damagedNeverSucceeds(() => ({ at, bucket: 'data', tellsOfParts: true }));
});

describeWithCeph('on Ceph', (ceph) => {
  const bucket = `unvouched-${randomBytes(6).toString('hex')}`;
  let at: TestStorage;
  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await at.witness.createBucket(bucket);
  });
  afterAll(() => at?.witness.close());
  damagedNeverSucceeds(() => ({ at, bucket, tellsOfParts: false }));
});
