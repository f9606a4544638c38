import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ObjectFailure, Receipt } from '../../shared/runs/transfers.ts';
import { type StorageWorld, startStorageWorld } from './storage-world.ts';

/** Hundreds of objects: 24 s where much else was done. */
vi.setConfig({ testTimeout: 120_000 });

let world: StorageWorld;
const each = { pass: 'each', atATime: 8 };

/** An agent as it is with long lists, too: with a thread that takes part from the first objects on. */
describe.each(['startAgent', 'startThreadedAgent'] as const)('%s', (startAgent) => {
  beforeAll(async () => {
    world = await startStorageWorld();
    await world[startAgent]();
    await world.at.witness.createBucket('target');
    await world.fill('in/', 300);
  }, 120_000);
  afterEach(() => {
    world.at.store.faults.clear();
    world.at.store.faults.clearRequests();
  });
  afterAll(() => world.close());

  const receiptsOf = async (runId: string) => z.array(Receipt).parse(JSON.parse(await world.report(runId, 'receipts')));
  const failuresOf = async (runId: string) =>
    z.array(ObjectFailure).parse(JSON.parse(await world.report(runId, 'failures')));
  const isEven = (key: string) => Number(key.slice(-6)) % 2 === 0;
  const copyAll = (get = {}, put = {}, list = {}) =>
    world.draw(
      ['list-objects', { prefix: 'in/', ...each, ...list }],
      ['get-object', get],
      ['put-object', { bucket: 'target', ...put }],
    );
  const denied = { kind: 'error' as const, status: 403, code: 'AccessDenied', message: 'Access Denied' };

  describe('List → Get → Put, for each object', () => {
    test('copies every object once under its own key, several at a time, with a receipt for each', async () => {
      const run = await world.run(await copyAll());
      expect(run.state).toBe('Success');
      expect(await world.at.witness.keys('in/', 'target')).toHaveLength(300);
      expect(String(await world.at.witness.bytes('in/000123', 'target'))).toBe('content of in/000123');
      expect(world.at.store.faults.count({ operation: 'PutObject', bucket: 'target' })).toBe(300);
      expect(world.at.store.faults.requests().mostAtOnce.PutObject).toBeLessThanOrEqual(8);
      expect(run.steps.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
      expect(run.steps[2]).toMatchObject({ objects: 300, bytes: 300 * 20, totalObjects: 300, listing: false });
      expect(run.objects).toBe(300);
      const receipts = await receiptsOf(run.id);
      expect(new Set(receipts.map(({ key }) => key)).size).toBe(300);
      for (const { size, eTag, checksum, source, outcome } of receipts) {
        expect({ outcome, size }).toEqual({ outcome: 'written', size: 20 });
        expect(eTag).toMatch(/^[0-9a-f]{32}$/);
        expect(checksum).toMatchObject({ verified: true });
        expect(source?.eTag).toBe(eTag);
      }
      const lines = (await world.report(run.id, 'receipts', 'csv')).trim().split('\r\n');
      expect(lines).toHaveLength(301);
      expect(lines[0]).toContain('bucket,key,size,eTag');
      // The log tells of the whole, not of each object.
      expect((await world.project.messages(run.id)).length).toBeLessThan(20);
    });

    test('If the object exists: Skip makes it cheap to do again, and what was skipped is counted', async () => {
      const run = await world.run(await copyAll({}, { ifExists: 'skip' }));
      expect(run.state).toBe('Success');
      expect(world.at.store.faults.count({ operation: ['PutObject', 'GetObject'] })).toBe(0);
      expect(run.steps[2]).toMatchObject({ objects: 0, skipped: 300, totalObjects: 300 });
      expect((await receiptsOf(run.id)).every(({ outcome }) => outcome === 'skipped')).toBe(true);
    });

    test('without Continue on error the first failure ends the run in Error, and nothing more is begun', async () => {
      world.at.store.faults.set([{ match: { operation: 'GetObject', key: 'in/000010' }, effect: denied }]);
      const run = await world.run(await copyAll());
      expect(run.state).toBe('Error');
      expect(world.at.store.faults.count({ operation: 'PutObject', status: 200 })).toBeLessThan(60);
      expect(run.steps.map(({ state }) => state)).toEqual(['complete', 'error', 'incomplete']);
      const messages = await world.project.messages(run.id);
      expect(messages.find(({ level }) => level === 'error')).toMatchObject({ code: 'access-denied' });
      expect(await failuresOf(run.id)).toMatchObject([{ bucket: 'data', key: 'in/000010', code: 'access-denied' }]);
    });

    test('with Continue on error the others are done, the run ends with a warning, and a report lists the failures', async () => {
      world.at.store.faults.set(
        Array.from({ length: 150 }, (_, index) => ({
          match: { operation: 'GetObject', key: `in/${String(index * 2).padStart(6, '0')}` },
          effect: denied,
        })),
      );
      const run = await world.run(await copyAll({}, { continueOnError: true }));
      expect(run.state).toBe('Success with warning');
      expect(run.steps[2]).toMatchObject({ objects: 150, failed: 150 });
      const failures = await failuresOf(run.id);
      expect(failures.map(({ key }) => key).sort()).toEqual(
        Array.from({ length: 150 }, (_, index) => `in/${String(index * 2).padStart(6, '0')}`),
      );
      expect(failures[0]).toMatchObject({ code: 'access-denied', todo: expect.stringContaining('s3:GetObject') });
      const messages = await world.project.messages(run.id);
      expect(messages.filter(({ code }) => code === 'access-denied')).toHaveLength(100);
      expect(messages.find(({ code }) => code === 'objects-failed')?.text).toContain('150');
      expect((await receiptsOf(run.id)).every(({ key }) => !isEven(key))).toBe(true);
      expect((await world.report(run.id, 'failures', 'csv')).trim().split('\r\n')).toHaveLength(151);
    });

    test('an object that goes away while the run is on is left out', async () => {
      world.at.store.faults.set([
        {
          match: { operation: 'GetObject', key: 'in/000020' },
          effect: { kind: 'error', status: 404, code: 'NoSuchKey' },
        },
      ]);
      const run = await world.run(await copyAll({ ifMissing: 'no-data' }));
      expect(run.state).toBe('Success');
      expect(run.steps[2]).toMatchObject({ objects: 299, skipped: 1 });
    });

    test('the variables of the Put are those of each object', async () => {
      const key = 'by name/[file]-[sequence]-[jitterbit.source.size].copy';
      const run = await world.run(await copyAll({}, { key }, { maximumObjects: 3, prefix: 'in/0000' }));
      expect(run.steps[2]).toMatchObject({ objects: 3 });
      expect(await world.at.witness.keys('by name/', 'target')).toEqual([
        'by name/000000-1-20.copy',
        'by name/000001-2-20.copy',
        'by name/000002-3-20.copy',
      ]);
    });

    test('a list that is cut says so', async () => {
      const run = await world.run(await copyAll({}, {}, { maximumObjects: 25 }));
      expect(run.state).toBe('Success with warning');
      expect(run.steps[2]).toMatchObject({ objects: 25, totalObjects: 25 });
      const messages = await world.project.messages(run.id);
      expect(messages.find(({ code }) => code === 'list-truncated')?.text).toContain('after the key "in/000024"');
    });

    test('an empty list is a success that did nothing', async () => {
      const run = await world.run(await copyAll({}, {}, { prefix: 'nothing/' }));
      expect(run.state).toBe('Success');
      expect(run.steps.map(({ state, objects }) => ({ state, objects }))).toEqual(
        Array.from({ length: 3 }, () => ({ state: 'complete', objects: 0 })),
      );
    });

    test('a list that cannot be had ends the run in Error', async () => {
      const run = await world.run(await copyAll({}, {}, { bucket: 'not-there' }));
      expect(run.state).toBe('Error');
      expect(run.steps[0]?.state).toBe('error');
      expect(run.lastMessage).toContain('not-there');
    });

    test('canceled in the middle, it stops, and leaves no half object', async () => {
      // After forty nothing more is written: what is on its way to the storage at a cancel may still arrive there.
      world.at.store.faults.set([
        {
          match: { operation: 'GetObject' },
          skip: 40,
          effect: { kind: 'slowBody', milliseconds: 2_000, chunkBytes: 1 },
        },
      ]);
      const runId = await world.project.run(await copyAll());
      const objects = async () => (await world.project.getRun(runId)).steps[2]?.objects;
      await expect.poll(objects).toBe(40);
      await world.project.cancel(runId);
      const run = await world.project.ended(runId);
      expect(run.state).toBe('Canceled');
      const receipts = await receiptsOf(runId);
      expect(receipts.length).toBe(world.at.store.faults.count({ operation: 'PutObject', status: 200 }));
      expect(await world.at.witness.uploads('target')).toBe(0);
    });
  });

  describe('List → Move and List → Delete, for each object', () => {
    test('every listed object is moved to the other bucket', async () => {
      await world.fill('to move/', 60);
      const operation = await world.draw(
        ['list-objects', { prefix: 'to move/', ...each }],
        ['move-object', { destinationBucket: 'target' }],
      );
      const run = await world.run(operation);
      expect(run.state).toBe('Success');
      expect(await world.at.witness.keys('to move/')).toEqual([]);
      expect(await world.at.witness.keys('to move/', 'target')).toHaveLength(60);
      expect((await receiptsOf(run.id)).map(({ outcome }) => outcome)).toEqual(Array(60).fill('moved'));
    });

    test('every listed object is deleted, and no other', async () => {
      await world.fill('to delete/', 60);
      const list = { prefix: 'to delete/', keyPattern: '**/*[!]', ...each };
      const none = await world.run(await world.draw(['list-objects', list], ['delete-object', {}]));
      expect(none.steps[1]?.objects).toBe(0);
      const operation = await world.draw(
        ['list-objects', { prefix: 'to delete/', keyPattern: 'to delete/00000?', ...each }],
        ['delete-object', {}],
      );
      const run = await world.run(operation);
      expect(run.steps[1]).toMatchObject({ objects: 10, state: 'complete' });
      expect(await world.at.witness.keys('to delete/')).toHaveLength(50);
    });
  });

  describe('what runs once', () => {
    test('a transfer has its receipt too', async () => {
      const operation = await world.draw(
        ['get-object', { bucket: 'data', key: 'in/000001' }],
        ['put-object', { bucket: 'target', key: 'one' }],
      );
      const run = await world.run(operation);
      expect(await receiptsOf(run.id)).toMatchObject([{ key: 'one', size: 20, source: { key: 'in/000001' } }]);
      expect(await failuresOf(run.id)).toEqual([]);
    });

    test('Continue on error makes a warning of an error', async () => {
      const get = { bucket: 'data', key: 'not there' };
      const put = { bucket: 'target', key: 'never' };
      const failing = await world.run(await world.draw(['get-object', get], ['put-object', put]));
      expect(failing.state).toBe('Error');
      const operation = await world.draw(['get-object', { ...get, continueOnError: true }], ['put-object', put]);
      const run = await world.run(operation);
      expect(run.state).toBe('Success with warning');
      expect(run.lastMessage).toContain('not there');
      expect(run.steps.map(({ state }) => state)).toEqual(['error', 'complete']);
      expect(await world.at.witness.has('never', 'target')).toBe(false);
    });

    test('a list is written as CSV or XML as the Put says', async () => {
      for (const [listFormat, type, start] of [
        ['csv', 'text/csv; charset=utf-8', 'key,size,lastModified,eTag,storageClass\r\nin/000000,20,'],
        ['xml', 'application/xml', '<?xml version="1.0" encoding="UTF-8"?>\n<list>\n<bucketName>data</bucketName>'],
      ] as const) {
        const put = { bucket: 'target', key: `list.${listFormat}`, listFormat };
        const run = await world.run(await world.draw(['list-objects', { prefix: 'in/' }], ['put-object', put]));
        expect(run.state).toBe('Success');
        expect((await world.at.witness.head(`list.${listFormat}`, 'target')).ContentType).toBe(type);
        expect(String(await world.at.witness.bytes(`list.${listFormat}`, 'target')).startsWith(start)).toBe(true);
      }
    });
  });
});
