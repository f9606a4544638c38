import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';
import { LONG_MS, startUploadWorld, type UploadWorld } from './upload-world.ts';

let on: UploadWorld;
beforeAll(async () => {
  on = await startUploadWorld();
}, LONG_MS);
afterEach(async () => {
  on.world.at.store.faults.clear();
  on.world.at.store.faults.clearRequests();
  await on.agent.stop();
});
afterAll(() => on?.close());

/** A copy whose agent dies in the middle, and which is canceled while none lives. */
async function canceledAlone(key: string): Promise<Id> {
  await on.source(key, 12);
  const operation = await on.world.draw(
    ['get-object', { bucket: 'data', key }],
    ['put-object', { bucket: 'target', key }],
  );
  const effect = { kind: 'delay', milliseconds: 100 } as const;
  on.world.at.store.faults.set([{ match: { operation: 'UploadPart' }, effect }]);
  on.agent.start();
  const runId = await on.world.project.run(operation);
  await on.sent(key, 3);
  await on.agent.kill();
  await on.world.project.cancel(runId);
  expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Canceled' });
  expect(await on.world.at.witness.uploads('target')).toBe(1);
  return runId;
}

const told = (runId: Id) =>
  until('the log tells of it', async () => (await on.codes(runId)).includes('upload-aborted'), 30_000);

test(
  'what a run leaves open that was canceled while no agent lived is aborted by the next agent',
  async () => {
    const runId = await canceledAlone('alone');
    on.agent.start();
    await on.tidy();
    await told(runId);
    expect(await on.world.project.getRun(runId)).toMatchObject({ state: 'Canceled' });
  },
  LONG_MS,
);

test(
  'a storage that does not answer the abort keeps no run from being canceled; it is aborted when it answers again',
  async () => {
    const { project, at } = on.world;
    await on.source('hanging', 12);
    const operation = await on.world.draw(
      ['get-object', { bucket: 'data', key: 'hanging' }],
      ['put-object', { bucket: 'target', key: 'hanging' }],
    );
    // The first parts come there, and the run does not end before it is canceled.
    at.store.faults.set([
      { match: { operation: 'UploadPart' }, skip: 4, effect: { kind: 'hang' } },
      { match: { operation: 'AbortMultipartUpload' }, effect: { kind: 'hang' } },
    ]);
    on.agent.start();
    const runId = await project.run(operation);
    await on.sent('hanging', 3);
    await project.cancel(runId);
    expect(await project.ended(runId)).toMatchObject({ state: 'Canceled' });
    expect(await on.codes(runId)).toContain('upload-left-open');
    expect(await at.witness.uploads('target')).toBe(1);
    at.store.faults.clear();
    await on.tidy();
    await told(runId);
  },
  LONG_MS,
);

test(
  'an upload that was begun while its answer got lost is found, and aborted when the run is over',
  async () => {
    const { project, at } = on.world;
    const md5 = await on.source('stray', 4);
    const operation = await on.world.draw(
      ['get-object', { bucket: 'data', key: 'stray' }],
      ['put-object', { bucket: 'target', key: 'stray' }],
    );
    at.store.faults.set([
      { match: { operation: 'CreateMultipartUpload' }, times: 1, effect: { kind: 'drop', when: 'after' } },
    ]);
    on.agent.start();
    const runId = await project.run(operation);
    expect(await project.ended(runId)).toMatchObject({ state: 'Success' });
    expect(await on.md5('stray')).toBe(md5);
    await on.tidy();
    await told(runId);
  },
  LONG_MS,
);

test(
  'also when the operation and its connection are gone, the log is, and the server was started anew',
  async () => {
    const runId = await canceledAlone('forgotten');
    const { project } = on.world;
    const { operations, activities, connections } = (await project.state()).project;
    for (const operationId of Object.keys(operations)) {
      await project.edit('Remove', { type: 'operation.remove', operationId });
      await project.edit('Delete', { type: 'operation.delete', operationId });
    }
    for (const activityId of Object.keys(activities))
      await project.edit('Delete', { type: 'activity.delete', activityId });
    for (const connectionId of Object.keys(connections))
      await project.edit('Delete', { type: 'connection.delete', connectionId });
    await on.world.server.database.db.deleteFrom('runs').where('id', '=', runId).execute();
    await on.world.server.restart();
    on.agent.start();
    await on.tidy();
  },
  LONG_MS,
);
