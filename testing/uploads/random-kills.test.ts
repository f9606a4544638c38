import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasEnded } from '../../shared/runs/run.ts';
import { randomFrom } from '../kill/random.ts';
import { IN_FLIGHT, LONG_MS, PART, startUploadWorld, type UploadWorld } from './upload-world.ts';

/** `SLUICE_UPLOAD_KILLS=100` for the long form. */
const KILLS = Number(process.env.SLUICE_UPLOAD_KILLS ?? 10);
const SEED = Number(process.env.SLUICE_KILL_SEED ?? Date.now() % 1_000_000);
/** A run that loses its agent too often ends in an error: see `MOST_SUSPECT_LOSSES`. */
const KILLS_OF_A_RUN = 4;
const PARTS = 8;

let on: UploadWorld;
beforeAll(async () => {
  on = await startUploadWorld();
}, LONG_MS);
afterAll(() => on?.close());

test(
  `${KILLS} kills at random instants leave no upload open and every object right (seed ${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const { project, at } = on.world;
    const md5 = await on.source('source', PARTS);
    on.agent.start();
    let kills = 0;
    for (let round = 0; kills < KILLS; round += 1) {
      const key = `target/${round}`;
      // Some are copied at the storage, the others pass through the agent.
      const draw = random() < 0.3 ? on.world.drawOnOne : on.world.draw;
      const operation = await draw(
        ['get-object', { bucket: 'data', key: 'source' }],
        ['put-object', { bucket: 'target', key }],
      );
      const effect = { kind: 'delay', milliseconds: Math.floor(random() * 60) } as const;
      at.store.faults.set([{ match: { bucket: 'target' }, effect }]);
      const runId = await project.run(operation);
      let killed = 0;
      for (; killed < KILLS_OF_A_RUN && kills < KILLS; killed += 1) {
        await sleep(random() * 1_500);
        if (hasEnded((await project.getRun(runId)).state)) break;
        await on.agent.kill();
        on.agent.start();
        kills += 1;
      }
      const run = await project.ended(runId);
      expect(run).toMatchObject({ state: 'Success', bytes: PARTS * PART - 1000 });
      expect(await on.md5(key)).toBe(md5);
      const sent = on.count('UploadPart', key) + on.count('UploadPartCopy', key);
      expect(sent).toBeLessThanOrEqual(PARTS + killed * IN_FLIGHT);
    }
    at.store.faults.clear();
    await on.tidy();
  },
  LONG_MS + KILLS * 20_000,
);
