import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { KEY_ID, SECRET, testStore } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { connectionTo, prepareInstallation, socketPort } from '../../server/database/embedded/installation.ts';
import { randomFrom } from '../kill/random.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { startProduct } from '../product/start-product.ts';
import { accountFor, allEnded } from './account.ts';
import { startAudit } from './audit.ts';
import { drawCopy, OTHER } from './draw-copy.ts';
import { type Submitted, submitAll } from './load.ts';
import { startRelay } from './relay.ts';

/** `npm test -- --rounds 100` has as many kills here. */
const rounds = Number(process.env.SLUICE_KILL_ROUNDS ?? 5);
const seed = Number(process.env.SLUICE_KILL_SEED ?? Date.now() % 1_000_000);
const RUNS_A_ROUND = 30;
const ROUND_MS = 1_500;

test(`${rounds} kills of the whole product with its own database: each run finishes, once (seed ${seed})`, {
  timeout: 180_000 + rounds * 20_000,
}, async () => {
  const random = randomFrom(seed);
  const store = await testStore({ credentials: [OTHER] });
  store.store.faults.set([{ match: { operation: 'PutObject' }, effect: { kind: 'delay', milliseconds: 100 } }]);
  let product = await startProduct({ args: ['--no-sample'] });
  const { dataDir } = product;
  // The product is elsewhere after each start.
  const relay = await startRelay({ ports: () => [Number(new URL(product.url).port)] });
  const project = await ProjectClient.create(relay.url, 'Kills');
  await store.witness.put('source', 'one object of many', { Bucket: 'data' });
  const operationId = await drawCopy(project, { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET });
  const audit = await startAudit(connectionTo(await prepareInstallation(dataDir), socketPort, 'sluice'));
  const submitted: Submitted = { accepted: new Map(), unknown: new Set() };
  for (let round = 1; round <= rounds; round += 1) {
    const submitting = submitAll(project.base, operationId, RUNS_A_ROUND, ROUND_MS, submitted);
    // While runs are submitted, and in the middle of work: on however slow a machine.
    const enough = submitted.accepted.size + 3 + Math.floor(random() * RUNS_A_ROUND * 0.6);
    const ended = (await audit.ended()) + 1 + Math.floor(random() * RUNS_A_ROUND * 0.4);
    await until('runs are accepted', () => submitted.accepted.size >= enough, 60_000);
    const haveEnded = async () => {
      await sleep(50);
      return (await audit.ended()) >= ended;
    };
    await until('runs have ended', haveEnded, 60_000);
    await product.kill9('all');
    product = await startProduct({ dataDir, args: ['--no-sample'] });
    await submitting;
    console.log(`round ${round}: ${submitted.accepted.size} runs accepted so far`);
  }
  const runs = await allEnded(project.base, 120_000);
  const account = await accountFor(project.base, submitted, runs, await audit.events(), store.store);
  console.log({
    seed,
    kills: rounds,
    ...Object.fromEntries(Object.entries(account).filter(([, n]) => typeof n === 'number')),
  });
  expect(account).toMatchObject({
    accepted: rounds * RUNS_A_ROUND,
    missing: [],
    notSuccessful: [],
    notEndedOnce: [],
    endedByStaleHolder: [],
    wrongEffects: [],
    strayObjects: [],
  });
  expect(account.finished).toBe(account.accepted + account.unheard);
  relay.close();
  expect(await product.stop()).toBe(0);
  await store.stop();
});
