import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../product/processes.ts';
import { IN_FLIGHT, LONG_MS, PART, startUploadWorld, type UploadWorld } from './upload-world.ts';

/** `SLUICE_UPLOAD_PARTS=205 SLUICE_UPLOAD_KILLS=100`: objects of 1 GiB, killed a hundred times in all. */
const parts = Number(process.env.SLUICE_UPLOAD_PARTS ?? 40);
/** Of one object: more than a run may lose agents without getting on. */
const KILLS_EACH = 6;
const objects = Math.ceil(Number(process.env.SLUICE_UPLOAD_KILLS ?? KILLS_EACH) / KILLS_EACH);

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

const slowly = (operation: string, milliseconds = 150) =>
  on.world.at.store.faults.set([{ match: { operation }, effect: { kind: 'delay', milliseconds } }]);

/** When to kill: so many parts are there. At random, but so far apart that each agent has time to get on, whatever is left on its way. */
function instants(): number[] {
  const apart = parts / (KILLS_EACH + 1);
  const room = Math.max(0, apart - 2 * IN_FLIGHT);
  return Array.from({ length: KILLS_EACH }, (_, index) => Math.floor(apart * (index + 1) + Math.random() * room));
}

test(
  'killed again and again, each next agent sends only what is not there',
  async () => {
    const md5 = await on.source('large', parts);
    for (let object = 1; object <= objects; object += 1) {
      const key = `large-${object}`;
      const operation = await on.world.draw(
        ['get-object', { bucket: 'data', key: 'large' }],
        ['put-object', { bucket: 'target', key }],
      );
      slowly('UploadPart');
      on.agent.start();
      const runId = await on.world.project.run(operation);
      for (const [killed, there] of instants().entries()) {
        await on.sent(key, there);
        // What was on its way at the last kill may have made it so many: this agent is to have the run, too.
        const attempt = async () => (await on.world.project.getRun(runId)).attempt;
        await until('this agent has the run', async () => (await attempt()) > killed, LONG_MS);
        await on.agent.kill();
        on.agent.start();
      }
      const run = await on.world.project.ended(runId);
      expect(run).toMatchObject({ state: 'Success', attempt: KILLS_EACH + 1, bytes: parts * PART - 1000 });
      expect(await on.md5(key)).toBe(md5);
      const sent = on.count('UploadPart', key);
      expect(sent).toBeLessThanOrEqual(parts + KILLS_EACH * IN_FLIGHT);
      expect(on.count('CreateMultipartUpload', key)).toBe(1);
      const resumed = (await on.world.project.messages(runId)).filter(({ code }) => code === 'upload-resumed');
      // What an agent logged in the moment before it was killed may not have been told; the last one was not killed.
      expect(resumed.length).toBeGreaterThan(0);
      expect(resumed.at(-1)?.text).toMatch(new RegExp(`^Resumed: \\d+ of ${parts} parts were there already\\.$`));
      await on.tidy();
      console.log(`object ${object} of ${objects}: ${KILLS_EACH} kills, ${sent - parts} of ${parts} parts sent again`);
      await on.agent.stop();
    }
  },
  LONG_MS + objects * KILLS_EACH * 20_000,
);

/** Starts a copy of an object of so many parts, and kills the agent when some are there. */
async function killedCopy(key: string, parts: number, at: number): Promise<{ runId: string; md5: string }> {
  const md5 = await on.source(key, parts);
  const operation = await on.world.draw(
    ['get-object', { bucket: 'data', key }],
    ['put-object', { bucket: 'target', key }],
  );
  slowly('UploadPart');
  on.agent.start();
  const runId = await on.world.project.run(operation);
  await on.sent(key, at);
  await on.agent.kill();
  return { runId, md5 };
}

test(
  'a source that was changed between the attempts is sent anew, never mixed',
  async () => {
    const { runId, md5 } = await killedCopy('changing', 12, 5);
    const other = await on.source('changing', 12);
    expect(other).not.toBe(md5);
    on.agent.start();
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success' });
    expect(await on.md5('changing')).toBe(other);
    expect(await on.codes(runId)).toContain('upload-not-resumed');
    await on.tidy();
  },
  LONG_MS,
);

test(
  'an upload that somebody aborts between the attempts, or in the middle of one, is begun anew',
  async () => {
    const { runId, md5 } = await killedCopy('aborted', 12, 5);
    await on.world.at.witness.abortAll('target');
    const before = on.count('UploadPart', 'aborted');
    on.agent.start();
    await on.sent('aborted', before + 3);
    await on.world.at.witness.abortAll('target');
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success', bytes: 12 * PART - 1000 });
    expect(await on.md5('aborted')).toBe(md5);
    expect((await on.codes(runId)).filter((code) => code === 'upload-gone')).toHaveLength(2);
    await on.tidy();
  },
  LONG_MS,
);

test(
  'an agent that is stopped leaves its upload to the next one',
  async () => {
    const md5 = await on.source('given-back', 20);
    const operation = await on.world.draw(
      ['get-object', { bucket: 'data', key: 'given-back' }],
      ['put-object', { bucket: 'target', key: 'given-back' }],
    );
    slowly('UploadPart', 400);
    on.agent.start();
    const runId = await on.world.project.run(operation);
    await on.sent('given-back', 8);
    await on.agent.stop();
    expect(await on.world.at.witness.uploads('target')).toBe(1);
    slowly('UploadPart', 1);
    on.agent.start();
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success', attempt: 2 });
    expect(await on.md5('given-back')).toBe(md5);
    expect(on.count('CreateMultipartUpload', 'given-back')).toBe(1);
    expect(on.count('UploadPart', 'given-back')).toBeLessThanOrEqual(20 + IN_FLIGHT);
    await on.tidy();
  },
  LONG_MS,
);

test(
  'an object that was complete when the agent died is known again, and not sent once more',
  async () => {
    const md5 = await on.source('complete', 6);
    const operation = await on.world.draw(
      ['get-object', { bucket: 'data', key: 'complete' }],
      ['put-object', { bucket: 'target', key: 'complete' }],
    );
    // The answer to the Complete is lost, and the look at the object after it never comes to an end.
    on.world.at.store.faults.set([
      { match: { operation: 'CompleteMultipartUpload' }, times: 1, effect: { kind: 'drop', when: 'after' } },
      { match: { operation: 'HeadObject', bucket: 'target' }, effect: { kind: 'hang' } },
    ]);
    on.agent.start();
    const runId = await on.world.project.run(operation);
    const lost = { operation: 'CompleteMultipartUpload', key: 'complete', status: 0 };
    await until('it is complete', () => on.world.at.store.faults.count(lost) === 1, LONG_MS);
    await on.agent.kill();
    on.world.at.store.faults.clear();
    on.agent.start();
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success', bytes: 6 * PART - 1000 });
    expect(on.count('UploadPart', 'complete')).toBe(6);
    expect(await on.md5('complete')).toBe(md5);
    expect(await on.codes(runId)).toContain('upload-resumed');
    await on.tidy();
  },
  LONG_MS,
);

test(
  'a copy at the storage goes on with its parts',
  async () => {
    const md5 = await on.source('copied', 16);
    const operation = await on.world.draw([
      'move-object',
      {
        sourceBucket: 'data',
        sourceKey: 'copied',
        destinationBucket: 'target',
        destinationKey: 'copied',
        deleteFromSource: false,
      },
    ]);
    slowly('UploadPartCopy', 150);
    on.agent.start();
    const runId = await on.world.project.run(operation);
    await until('some are copied', () => on.count('UploadPartCopy', 'copied') >= 6, LONG_MS);
    await on.agent.kill();
    on.agent.start();
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success', bytes: 16 * PART - 1000 });
    expect(await on.md5('copied')).toBe(md5);
    expect(on.count('CreateMultipartUpload', 'copied')).toBe(1);
    expect(on.count('UploadPartCopy', 'copied')).toBeLessThanOrEqual(16 + IN_FLIGHT);
    expect(await on.codes(runId)).toContain('upload-resumed');
    await on.tidy();
  },
  LONG_MS,
);

test(
  'for each object, every upload that was open is gone on with',
  async () => {
    const keys = Array.from({ length: 5 }, (_, index) => `each/${index}`);
    const sums = await Promise.all(keys.map((key) => on.source(key, 6)));
    const operation = await on.world.draw(
      ['list-objects', { prefix: 'each/', pass: 'each', atATime: 3 }],
      ['get-object', {}],
      ['put-object', { bucket: 'target' }],
    );
    slowly('UploadPart', 200);
    on.agent.start();
    const runId = await on.world.project.run(operation);
    await until(
      'uploads are open',
      () => on.count('UploadPart', 'each/0') + on.count('UploadPart', 'each/1') >= 6,
      LONG_MS,
    );
    await on.agent.kill();
    on.agent.start();
    expect(await on.world.project.ended(runId)).toMatchObject({ state: 'Success', objects: 5 });
    for (const [index, key] of keys.entries()) {
      expect(await on.md5(key)).toBe(sums[index]);
      expect(on.count('CreateMultipartUpload', key)).toBe(1);
      expect(on.count('UploadPart', key)).toBeLessThanOrEqual(6 + IN_FLIGHT);
    }
    await on.tidy();
  },
  LONG_MS,
);

test(
  'an agent that was cut off, and comes back when another one goes on with its upload, leaves that alone',
  async () => {
    const md5 = await on.source('cut-off', 24);
    const operation = await on.world.draw(
      ['get-object', { bucket: 'data', key: 'cut-off' }],
      ['put-object', { bucket: 'target', key: 'cut-off' }],
    );
    slowly('UploadPart', 200);
    on.agent.start();
    const runId = await on.world.project.run(operation);
    await on.sent('cut-off', 5);
    on.agent.freeze();
    on.second.start();
    await until('the other one goes on', async () => (await on.codes(runId)).includes('upload-resumed'), LONG_MS);
    on.agent.thaw();
    // The one that is cut off may have been handed the run once more, in vain.
    expect(await on.world.project.ended(runId)).toMatchObject({
      state: 'Success',
      attempt: expect.toSatisfy((n) => n > 1),
    });
    expect(await on.md5('cut-off')).toBe(md5);
    expect(on.count('CreateMultipartUpload', 'cut-off')).toBe(1);
    expect(on.count('AbortMultipartUpload', 'cut-off')).toBe(0);
    await on.second.stop();
    await on.tidy();
  },
  LONG_MS,
);
