import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../../shared/project/settings.ts';
import { Receipt } from '../../shared/runs/transfers.ts';
import { type StorageWorld, startStorageWorld } from './storage-world.ts';

const MiB = 1024 ** 2;
const OBJECTS = 200;
/** So many take long where much else is done. */
vi.setConfig({ testTimeout: 120_000 });
let world: StorageWorld;

beforeAll(async () => {
  world = await startStorageWorld({ copyLimits: { largest: 5 * MiB, part: 5 * MiB } });
  await world.startAgent();
  await world.at.witness.createBucket('target');
  // What was refused between two buckets is not asked for again for a while.
  await world.at.witness.createBucket('denying');
  await world.fill('in/', OBJECTS);
}, 120_000);
afterEach(() => {
  world.at.store.faults.clear();
  world.at.store.faults.clearRequests();
});
afterAll(() => world.close());

const passed = () => world.at.store.faults.count({ operation: ['GetObject', 'PutObject', 'UploadPart'] });
const copyOne = (key: string, bucket = 'target'): [string, Settings][] => [
  ['get-object', { bucket: 'data', key }],
  ['put-object', { bucket, key }],
];
const planLines = async (runId: string) =>
  (await world.project.messages(runId)).filter(({ code }) => code === 'plan').map(({ text }) => text);

describe('Get → Put with one account', () => {
  test('the storage copies by itself: no byte passes through the agent, and the run says so', async () => {
    await world.at.witness.put('one', randomBytes(1000));
    world.at.store.faults.clearRequests();
    const run = await world.run(await world.drawOnOne(...copyOne('one')));
    expect(run).toMatchObject({ state: 'Success', bytes: 1000, objects: 1 });
    expect(run.steps[0]).toMatchObject({ bytes: 0, objects: 1 });
    expect(run.steps[1]).toMatchObject({ bytes: 1000, copiedBytes: 1000, plan: { way: 'server-side-copy' } });
    expect(passed()).toBe(0);
    expect(await planLines(run.id)).toEqual([run.steps[1]?.plan?.reason]);
    expect(run.steps[1]?.plan?.reason).toContain('0 bytes through the agent');
  });

  test('in parts, where one copy would not do', async () => {
    await world.at.witness.put('parts', randomBytes(12 * MiB));
    world.at.store.faults.clearRequests();
    const run = await world.run(await world.drawOnOne(...copyOne('parts')));
    expect(run.steps[1]).toMatchObject({ bytes: 12 * MiB, copiedBytes: 12 * MiB, totalBytes: 12 * MiB });
    expect(passed()).toBe(0);
    expect((await planLines(run.id))[0]).toContain('In 3 parts of 5 MiB');
  });

  test('refused, the bytes pass; the plan changes, and the log has the words of the storage', async () => {
    await world.at.witness.put('refused', randomBytes(1000));
    const effect = { kind: 'error', status: 403, code: 'AccessDenied', message: 'Not you.' } as const;
    world.at.store.faults.set([{ match: { operation: 'CopyObject' }, effect }]);
    const run = await world.run(await world.drawOnOne(...copyOne('refused', 'denying')));
    expect(run.state).toBe('Success');
    expect(run.steps[1]).toMatchObject({ bytes: 1000, plan: { way: 'stream' } });
    expect(run.steps[1]?.copiedBytes ?? 0).toBe(0);
    const messages = await world.project.messages(run.id);
    expect(messages.find(({ code }) => code === 'copy-refused')).toMatchObject({
      level: 'info',
      text: expect.stringContaining('Not you.'),
    });
    expect(await planLines(run.id)).toHaveLength(2);
  });

  test('with two accounts the bytes pass, and the log tells why', async () => {
    await world.at.witness.put('two', randomBytes(1000));
    const run = await world.run(await world.draw(...copyOne('two')));
    expect(run.steps[1]).toMatchObject({ bytes: 1000, plan: { way: 'stream' } });
    expect(run.steps[1]).not.toHaveProperty('copiedBytes');
    expect((await planLines(run.id))[0]).toContain('different credentials or on different endpoints');
  });
});

test('a move says that nothing passes through the agent', async () => {
  await world.at.witness.put('to move', randomBytes(500));
  const settings = { sourceBucket: 'data', sourceKey: 'to move', destinationBucket: 'target' };
  const run = await world.run(await world.drawOnOne(['move-object', settings]));
  expect(run.steps[0]).toMatchObject({ bytes: 500, copiedBytes: 500, plan: { way: 'server-side-copy' } });
});

test('each listed object is copied at the storage, with two requests', async () => {
  const run = await world.run(
    await world.drawOnOne(
      ['list-objects', { prefix: 'in/', pass: 'each', atATime: 8 }],
      ['get-object', {}],
      ['put-object', { bucket: 'target' }],
    ),
  );
  expect(run).toMatchObject({ state: 'Success', objects: OBJECTS });
  expect(run.steps[2]).toMatchObject({ objects: OBJECTS, bytes: OBJECTS * 20, copiedBytes: OBJECTS * 20 });
  expect(await world.at.witness.keys('in/', 'target')).toHaveLength(OBJECTS);
  expect(String(await world.at.witness.bytes('in/000123', 'target'))).toBe('content of in/000123');
  expect(world.at.store.faults.count({ operation: 'HeadObject' })).toBe(OBJECTS);
  expect(world.at.store.faults.count({ operation: 'CopyObject' })).toBe(OBJECTS);
  expect(world.at.store.faults.count({ operation: 'PutObject' })).toBe(0);
  expect(await planLines(run.id)).toHaveLength(1);
  const receipts = z.array(Receipt).parse(JSON.parse(await world.report(run.id, 'receipts')));
  expect(new Set(receipts.map(({ key }) => key)).size).toBe(OBJECTS);
  for (const { outcome, size, eTag, source, checksum } of receipts) {
    expect({ outcome, size, eTag }).toEqual({ outcome: 'copied', size: 20, eTag: source?.eTag });
    expect(checksum).toMatchObject({ verified: true });
  }
});
