import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../shared/project/id.ts';
import type { FaultRuleInput } from '../../store/faults/fault-rules.ts';
import { Refused } from '../product/api-client.ts';
import { type StorageWorld, startStorageWorld } from './storage-world.ts';

const MiB = 1024 ** 2;
const LARGE = randomBytes(18 * MiB);
const SMALL = 60;
const LONG_MS = 120_000;

let world: StorageWorld;
beforeAll(async () => {
  world = await startStorageWorld({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
  await world.startAgent();
  await world.at.witness.createBucket('target');
  await world.at.witness.put('large', LARGE);
  await world.fill('small/', SMALL);
}, LONG_MS);
afterEach(() => world.at.store.faults.clear());
afterAll(() => world.close());

/** The pace of the storage: one at which everything would take minutes, and one at which it is done about when it is canceled. */
const paces = fc.constantFrom<[slow: number, brief: number]>([20_000, 400], [40, 40]);
const instants = fc.integer({ min: 0, max: 700 });

/** Cancels a run at an instant, and gives how it ended: it may have been done by then. */
async function cancelAt(operationId: Id, milliseconds: number): Promise<string> {
  const runId = await world.project.run(operationId, false);
  await sleep(milliseconds);
  await world.project.cancel(runId).catch((error: unknown) => {
    if (!(error instanceof Refused) || error.code !== 'run-ended') throw error;
  });
  const run = await world.project.ended(runId, 20);
  expect(run.steps.filter(({ state }) => state === 'running' || state === 'waiting')).toEqual([]);
  const codes = (await world.project.messages(runId)).map(({ code }) => code);
  if (run.state === 'Canceled') expect(codes.filter((code) => code === 'run-canceled').length).toBeLessThanOrEqual(1);
  expect(codes).not.toContain('run-failed');
  return run.state;
}

/** Of what was being written there is all or nothing, and no multipart upload is open. */
async function leftWhole(bucket: string, key: string): Promise<boolean> {
  expect(await world.at.witness.uploads(bucket)).toBe(0);
  const isThere = await world.at.witness.has(key, bucket);
  if (isThere) expect(LARGE.equals(await world.at.witness.bytes(key, bucket))).toBe(true);
  return isThere;
}

async function property(
  numRuns: number,
  rules: (slow: number, brief: number) => FaultRuleInput[],
  check: (instant: number, isSlow: boolean) => Promise<void>,
) {
  const { faults } = world.at.store;
  await fc.assert(
    fc.asyncProperty(instants, paces, async (instant, [slow, brief]) => {
      faults.set(rules(slow, brief));
      await check(instant, slow > 1_000);
    }),
    { numRuns, endOnFailure: true },
  );
}

test(
  'a transfer that is canceled leaves nothing, or the whole object',
  async () => {
    const operationId = await world.draw(
      ['get-object', { bucket: 'data', key: 'large' }],
      ['put-object', { bucket: 'target', key: 'copy' }],
    );
    await world.project.deploy([operationId]);
    await property(
      16,
      (slow, brief) => [
        { match: { operation: 'GetObject' }, effect: { kind: 'delay', milliseconds: brief } },
        { match: { operation: 'GetObject' }, effect: { kind: 'slowBody', milliseconds: slow / 10, chunkBytes: MiB } },
      ],
      async (instant, isSlow) => {
        const state = await cancelAt(operationId, instant);
        const isThere = await leftWhole('target', 'copy');
        if (isSlow) expect([state, isThere]).toEqual(['Canceled', false]);
        else expect(['Canceled', 'Success']).toContain(state);
        if (state === 'Success') expect(isThere).toBe(true);
        await world.at.witness.remove('copy', 'target');
      },
    );
  },
  LONG_MS,
);

test(
  'a multipart upload that is canceled while it begins, goes on or ends is not left open',
  async () => {
    const operationId = await world.draw([
      'move-object',
      {
        sourceBucket: 'data',
        sourceKey: 'large',
        destinationBucket: 'target',
        destinationKey: 'moved',
        deleteFromSource: false,
      },
    ]);
    await world.project.deploy([operationId]);
    await property(
      24,
      (slow, brief) => [
        { match: { operation: 'CreateMultipartUpload' }, effect: { kind: 'delay', milliseconds: brief } },
        { match: { operation: 'UploadPartCopy' }, effect: { kind: 'delay', milliseconds: slow } },
        { match: { operation: 'CompleteMultipartUpload' }, effect: { kind: 'delay', milliseconds: brief } },
      ],
      async (instant, isSlow) => {
        const state = await cancelAt(operationId, instant);
        const isThere = await leftWhole('target', 'moved');
        if (isSlow) expect([state, isThere]).toEqual(['Canceled', false]);
        if (state === 'Success') expect(isThere).toBe(true);
        expect(await world.at.witness.has('large')).toBe(true);
        await world.at.witness.remove('moved', 'target');
      },
    );
  },
  LONG_MS,
);

test(
  'a transfer that the storage copies by itself leaves nothing, or the whole object, when it is canceled',
  async () => {
    const operationId = await world.drawOnOne(
      ['get-object', { bucket: 'data', key: 'large' }],
      ['put-object', { bucket: 'target', key: 'copied' }],
    );
    await world.project.deploy([operationId]);
    await property(
      16,
      (slow, brief) => [
        { match: { operation: 'HeadObject' }, effect: { kind: 'delay', milliseconds: brief / 2 } },
        { match: { operation: 'UploadPartCopy' }, effect: { kind: 'delay', milliseconds: slow } },
        { match: { operation: 'CompleteMultipartUpload' }, effect: { kind: 'delay', milliseconds: brief } },
      ],
      async (instant, isSlow) => {
        const state = await cancelAt(operationId, instant);
        world.at.store.faults.clear();
        const isThere = await leftWhole('target', 'copied');
        if (isSlow) expect([state, isThere]).toEqual(['Canceled', false]);
        if (state === 'Success') expect(isThere).toBe(true);
        await world.at.witness.remove('copied', 'target');
      },
    );
  },
  LONG_MS,
);

test(
  'a for-each that is canceled leaves only whole objects',
  async () => {
    const operationId = await world.draw(
      ['list-objects', { prefix: 'small/', pass: 'each', atATime: 8 }],
      ['get-object', {}],
      ['put-object', { bucket: 'target' }],
    );
    await world.project.deploy([operationId]);
    await property(
      12,
      (slow, brief) => [
        { match: { operation: 'ListObjectsV2' }, effect: { kind: 'delay', milliseconds: brief } },
        { match: { operation: 'GetObject' }, effect: { kind: 'delay', milliseconds: brief } },
        { match: { operation: 'PutObject' }, skip: 8, effect: { kind: 'delay', milliseconds: slow } },
      ],
      async (instant, isSlow) => {
        const state = await cancelAt(operationId, instant);
        world.at.store.faults.clear();
        expect(await world.at.witness.uploads('target')).toBe(0);
        const keys = await world.at.witness.keys('small/', 'target');
        for (const key of keys) {
          expect(String(await world.at.witness.bytes(key, 'target'))).toBe(`content of ${key}`);
          await world.at.witness.remove(key, 'target');
        }
        if (isSlow) expect(state).toBe('Canceled');
        if (state === 'Success') expect(keys).toHaveLength(SMALL);
      },
    );
  },
  LONG_MS,
);
