import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  quick,
  recorder,
  type TestExecutor,
  transfer,
  transferKnowingly,
} from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import {
  storage,
  type TestStorage,
  testStore,
  Witness,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { UploadNotebook } from '../../connectors/amazon-s3/executor/test-support/upload-notebook.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { randomFrom } from '../kill/random.ts';
import { randomFault } from './fault.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { putInParts } from './put-in-parts.ts';

const SEED = Number(process.env.SLUICE_FAULT_SEED ?? Date.now() % 1_000_000);
const TRANSFERS = Number(process.env.SLUICE_FAULTY_TRANSFERS ?? 500);
const MiB = 1024 ** 2;
const LONG_MS = 600_000 + TRANSFERS * 1000;
/** What goes in one piece, and what goes in parts of 5 MiB. */
const LIMITS = { largest: 6 * MiB, part: 5 * MiB };
/** With how often each is chosen. */
const SIZES = [0, 1, 3000, 3000, 40_000, 40_000, 40_000, 300_000, 300_000, 2 * MiB, 11 * MiB];
/** How objects were written: none has a checksum. In one PUT their ETag is their MD5; in parts it is made of those of the parts. */
const CUTS = { whole: undefined, even: [5 * MiB, 5 * MiB], odd: [6 * MiB] } as const;
type CutName = keyof typeof CUTS;
const cuts: readonly CutName[] = ['whole', 'even', 'odd'];
/** The likelihood of a fault in an exchange, of one transfer: with the last one nothing can arrive. */
const RATES = [0.1, 0.3, 0.6, 1];
const AT_A_TIME = 6;

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const TYPE = 'text/x-odd';
const METADATA = { origin: 'here', kept: 'yes' };

interface Place {
  at: TestStorage;
  bucket: string;
}

function faultyTransfers(transfers: number, place: () => Place): void {
  const contents = new Map<number, Buffer>();
  let direct: TestExecutor;
  beforeAll(async () => {
    direct = quick();
    const { at, bucket } = place();
    const more = { Bucket: bucket, ContentType: TYPE, Metadata: METADATA };
    const random = randomFrom(SEED);
    for (const size of new Set(SIZES)) {
      const bytes = Buffer.alloc(size);
      for (let at = 0; at < size; at += 1) bytes[at] = Math.floor(random() * 256);
      contents.set(size, bytes);
      for (const cut of cuts) {
        const [lengths, Key] = [CUTS[cut], `from/${cut}/${size}`];
        if (lengths && size > 0) await putInParts(at.witness, { ...more, Key }, bytes, lengths);
        else await at.witness.put(Key, bytes, more);
      }
    }
  }, LONG_MS);
  afterAll(() => direct.close());

  /** One transfer; gives whether it succeeded, and how many faults it had. */
  async function oneTransfer(number: number): Promise<{ arrived: boolean; faults: number }> {
    const { at, bucket } = place();
    const random = randomFrom(SEED + 7919 * (number + 1));
    const [size = 0, rate = 0] = [SIZES[Math.floor(random() * SIZES.length)], RATES[number % RATES.length]];
    const proxy = await startFaultProxy(at.url, () => randomFault(random, rate));
    const cut = cuts[Math.floor(random() * cuts.length)] ?? 'whole';
    const executor = quick({ stallMs: 300, connectMs: 1000, partLimits: LIMITS, copyLimits: LIMITS });
    const connection = at.connection({ endpointUrl: proxy.url, requestTimeout: 1 });
    const notebook = new UploadNotebook();
    const context = { ...recorder(), uploads: notebook.attempt() };
    const key = `to/${number}`;
    const [get, put] = [
      { bucket, key: `from/${cut}/${size}` },
      { bucket, key },
    ];
    const about = () =>
      `${failure === undefined ? 'Success' : String(failure)}: transfer ${number} of ${size} bytes (${cut}), faults at a rate of ${rate} (seed ${SEED})`;
    let failure: unknown;
    try {
      // Some are copied at the storage.
      if (random() < 0.2) await transferKnowingly(executor, connection, { get, put }, { context });
      else await transfer(executor, connection, get, put, context);
    } catch (error) {
      failure = error;
      expect(error, about()).toBeInstanceOf(ConnectorError);
      expect(error, about()).toMatchObject({ code: expect.stringMatching(/^[a-z0-9-]+$/) });
    } finally {
      executor.close();
      await proxy.stop();
    }
    // What the janitor does when a run has ended.
    for (const { uploadId, startedAt, completed } of notebook.uploads.values()) {
      const upload = { bucket, key, startedAt, others: [], ...(uploadId === undefined ? {} : { uploadId }) };
      // Parts on their way can outlive an abort: the janitor comes again.
      const abort = () => direct.abortUpload?.(at.connection(), upload, new AbortController().signal);
      if (!completed) await expect.poll(async () => ((await abort()) ?? 0) >= 0).toBe(true);
    }
    // Whole or not at all: one whose last answer was lost is there.
    if (failure === undefined || (await at.witness.has(key, bucket))) {
      expect(md5(await at.witness.bytes(key, bucket)), about()).toBe(md5(contents.get(size) ?? Buffer.alloc(0)));
      expect(await at.witness.head(key, bucket), about()).toMatchObject({ ContentType: TYPE, Metadata: METADATA });
      await at.witness.remove(key, bucket);
    }
    const { none = 0, ...faults } = Object.fromEntries(proxy.done);
    return { arrived: failure === undefined, faults: Object.values(faults).reduce((sum, count) => sum + count, 0) };
  }

  test(
    `${transfers} transfers with faults end in Success with what was there, or in an error and nothing (seed ${SEED})`,
    async () => {
      const numbers = Array.from({ length: transfers }, (_, index) => index).values();
      const totals = { arrived: 0, failed: 0, faults: 0 };
      const work = async () => {
        for (const number of numbers) {
          const { arrived, faults } = await oneTransfer(number);
          totals[arrived ? 'arrived' : 'failed'] += 1;
          totals.faults += faults;
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
      console.log(totals);
      expect(totals.arrived).toBeGreaterThan(0);
      const { at, bucket } = place();
      expect(await at.witness.uploads(bucket)).toBe(0);
    },
    LONG_MS,
  );
}

let at: Awaited<ReturnType<typeof testStore>>;
beforeAll(async () => {
  at = await testStore();
});
afterAll(() => at.stop());
faultyTransfers(TRANSFERS, () => ({ at, bucket: 'data' }));

describeWithCeph('on Ceph', (ceph) => {
  const bucket = `faults-${SEED}`;
  let on: TestStorage;
  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    on = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    await on.witness.createBucket(bucket);
  });
  afterAll(() => on.witness.close());
  faultyTransfers(Math.ceil(TRANSFERS / 5), () => ({ at: on, bucket }));
});
