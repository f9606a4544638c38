import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../product/processes.ts';
import { LONG_MS, PART, startUploadWorld, type UploadWorld } from './upload-world.ts';

let on: UploadWorld;
beforeAll(async () => {
  on = await startUploadWorld();
}, LONG_MS);
afterAll(() => on?.close());

test.each([
  ['by one copy', 1],
  ['in parts', 2],
])(
  'a Move %s whose agent is killed right after it has removed the source ends in Success',
  async (_how, parts) => {
    const { world, agent, source, codes } = on;
    const { project, at } = world;
    const [sourceKey, key] = [`source/${parts}`, `moved/${parts}`];
    const md5 = await source(sourceKey, parts);
    const operation = await world.drawOnOne([
      'move-object',
      { sourceBucket: 'data', sourceKey, destinationBucket: 'target', destinationKey: key },
    ]);
    // The source is removed, of which the agent does not hear; nor does it when it asks again.
    const match = { operation: 'DeleteObject', key: sourceKey };
    at.store.faults.clearRequests();
    at.store.faults.set([
      { match, times: 1, effect: { kind: 'drop', when: 'after' } },
      { match, skip: 1, effect: { kind: 'hang' } },
    ]);
    agent.start();
    const runId = await project.run(operation);
    await until('the source is gone', async () => !(await at.witness.has(sourceKey)), LONG_MS);
    await agent.kill();
    at.store.faults.clear();
    agent.start();
    const run = await project.ended(runId);
    expect(run).toMatchObject({ state: 'Success', attempt: 2, objects: 1, bytes: parts * PART - 1000 });
    expect(await on.md5(key)).toBe(md5);
    expect(await codes(runId)).toContain('moved-before');
    const receipts = JSON.parse(await world.report(runId, 'receipts'));
    expect(receipts).toMatchObject([{ outcome: 'moved', key, source: { key: sourceKey } }]);
    await agent.stop();
    await on.tidy();
  },
  LONG_MS,
);
