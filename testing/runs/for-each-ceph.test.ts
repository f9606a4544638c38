import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { storage, type TestStorage, Witness } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { Receipt } from '../../shared/runs/transfers.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { type StorageWorld, startStorageWorld } from './storage-world.ts';

const OBJECTS = 200;

/** Ceph verifies no checksums, and is an old S3 in other ways: what runs for each object must not count on more. */
describeWithCeph('for each object, on Ceph', (ceph) => {
  let world: StorageWorld;
  let at: TestStorage;
  let connectionId: string;
  const bucket = `for-each-${randomBytes(6).toString('hex')}`;
  const target = `${bucket}-target`;
  const text = { bucketOptions: 'text' };
  const draw = (name: string, ...steps: [type: string, settings: Settings][]) =>
    world.project.draw(
      name,
      steps.map(([type, settings]) => ({
        connectionId,
        type,
        name: `${type} of ${name}`,
        settings: { ...text, ...settings },
      })),
    );

  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    at = storage(endpoint, accessKeyId, secretAccessKey, new Witness(endpoint, accessKeyId, secretAccessKey, region));
    world = await startStorageWorld();
    await world.startAgent();
    connectionId = await world.project.connect('Ceph', { url: endpoint, accessKeyId, secretAccessKey });
    await at.witness.createBucket(bucket);
    await at.witness.createBucket(target);
    const waiting = Array.from({ length: OBJECTS }, (_, index) => `in/ü ${index}+%.csv`).values();
    const put = async () => {
      for (const key of waiting) await at.witness.put(key, `content of ${key}`, { Bucket: bucket });
    };
    await Promise.all(Array.from({ length: 16 }, put));
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    at?.witness.close();
  });

  test('every object is copied once, with a receipt; done again with Skip, none is', async () => {
    const copy = await draw(
      'Copy all',
      ['list-objects', { bucket, prefix: 'in/', pass: 'each' }],
      ['get-object', {}],
      ['put-object', { bucket: target, ifExists: 'skip' }],
    );
    const run = await world.run(copy);
    expect(run).toMatchObject({ state: 'Success', objects: OBJECTS });
    expect(await at.witness.keys('in/', target)).toHaveLength(OBJECTS);
    expect(String(await at.witness.bytes('in/ü 7+%.csv', target))).toBe('content of in/ü 7+%.csv');
    const receipts = z.array(Receipt).parse(JSON.parse(await world.report(run.id, 'receipts')));
    expect(new Set(receipts.map(({ key }) => key)).size).toBe(OBJECTS);
    for (const { outcome, eTag, source } of receipts) {
      // One account: the storage copies, though where it is to leave what is there, it is asked for a write.
      expect(outcome).toBe('written');
      expect(eTag).toBe(source?.eTag);
    }
    const again = await world.run(copy);
    expect(again.steps[2]).toMatchObject({ objects: 0, skipped: OBJECTS });
  }, 120_000);

  test('every object is moved at the storage, and deleted', async () => {
    const moving = await draw(
      'Move all',
      ['list-objects', { bucket, prefix: 'in/', pass: 'each' }],
      ['move-object', { destinationBucket: bucket, destinationKey: 'moved/[jitterbit.source.filename]' }],
    );
    expect(await world.run(moving)).toMatchObject({ state: 'Success', objects: OBJECTS });
    expect(await at.witness.keys('in/', bucket)).toEqual([]);
    expect(await at.witness.keys('moved/', bucket)).toHaveLength(OBJECTS);
    const deleting = await draw(
      'Delete all',
      ['list-objects', { bucket, prefix: 'moved/', pass: 'each' }],
      ['delete-object', {}],
    );
    expect(await world.run(deleting)).toMatchObject({ state: 'Success', objects: OBJECTS });
    expect(await at.witness.keys('', bucket)).toEqual([]);
  }, 120_000);
});
