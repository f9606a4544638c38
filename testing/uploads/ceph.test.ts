import { randomBytes } from 'node:crypto';
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Witness } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { until } from '../product/processes.ts';
import { type StorageWorld, startStorageWorld } from '../runs/storage-world.ts';
import { type AgentProcess, agentProcess } from './agent-process.ts';
import { IN_FLIGHT, LONG_MS, md5Of, PART } from './upload-world.ts';

const PARTS = 40;

/** Ceph verifies no checksums, and lists none: what was not told of a part is proven by its MD5. */
describeWithCeph('resuming uploads on Ceph', (ceph) => {
  let world: StorageWorld;
  let agent: AgentProcess;
  let witness: Witness;
  let connectionId: string;
  const bucket = `resume-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    witness = new Witness(endpoint, accessKeyId, secretAccessKey, region);
    world = await startStorageWorld();
    agent = await agentProcess(world.server, { partLimits: { largest: PART, part: PART } });
    connectionId = await world.project.connect('Ceph', { url: endpoint, accessKeyId, secretAccessKey });
    await witness.createBucket(bucket);
  }, LONG_MS);
  afterAll(async () => {
    await agent?.stop();
    await world?.close();
    witness?.close();
  });

  async function parts(): Promise<number> {
    const { Uploads = [] } = await witness.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    const [upload] = Uploads;
    if (!upload) return 0;
    const { Key, UploadId } = upload;
    return (await witness.client.send(new ListPartsCommand({ Bucket: bucket, Key, UploadId }))).Parts?.length ?? 0;
  }

  test(
    'whatever the storage has when an agent is killed is not sent again',
    async () => {
      const bytes = randomBytes(PARTS * PART - 1000);
      await world.at.witness.put('source', bytes);
      const operation = await world.project.draw('To Ceph', [
        {
          connectionId: Object.keys((await world.project.state()).project.connections)[0] ?? '',
          type: 'get-object',
          name: 'Get',
          settings: { bucketOptions: 'text', bucket: 'data', key: 'source' },
        },
        {
          connectionId,
          type: 'put-object',
          name: 'Put',
          settings: { bucketOptions: 'text', bucket, key: 'target' },
        },
      ]);
      world.at.store.faults.set([
        { match: { operation: 'GetObject' }, effect: { kind: 'slowBody', milliseconds: 1, chunkBytes: 65_536 } },
      ]);
      agent.start();
      const runId = await world.project.run(operation);
      const there: number[] = [];
      const resumed = async () => (await world.project.messages(runId)).filter(({ code }) => code === 'upload-resumed');
      for (const goal of [8, 20, 32]) {
        // Its last words would not be told.
        await until('the log tells what was there', async () => (await resumed()).length === there.length, LONG_MS);
        await until(`${goal} parts are there`, async () => (await parts()) >= goal, LONG_MS);
        await agent.kill();
        there.push(await parts());
        agent.start();
      }
      const run = await world.project.ended(runId);
      expect(run).toMatchObject({ state: 'Success', attempt: there.length + 1, bytes: bytes.length });
      expect(md5Of(await witness.bytes('target', bucket))).toBe(md5Of(bytes));
      const counts = (await resumed()).map(({ text }) => Number(/^Resumed: (\d+) of 40/.exec(text)?.[1]));
      expect(counts).toHaveLength(there.length);
      for (const [index, count] of counts.entries()) {
        // What was on its way at the kill may have arrived after the look.
        expect(count).toBeGreaterThanOrEqual(there[index] ?? 0);
        expect(count).toBeLessThanOrEqual((there[index] ?? 0) + IN_FLIGHT);
      }
      expect(await witness.uploads(bucket)).toBe(0);
    },
    LONG_MS,
  );
});
