import { expect, test } from 'vitest';
import { randomFrom } from '../kill/random.ts';
import { describePostgres } from '../postgres/describe-postgres.ts';
import { accountFor, allEnded } from './account.ts';
import { startAudit } from './audit.ts';
import { startCluster } from './cluster.ts';
import { type Submitted, submitAll } from './load.ts';
import { shuffled, strikeAtRandom } from './strikes.ts';

const runs = Number(process.env.SLUICE_SCALE_RUNS ?? 1_000);
const seconds = Number(process.env.SLUICE_SCALE_SECONDS ?? 25);
const seed = Number(process.env.SLUICE_KILL_SEED ?? Date.now() % 1_000_000);

describePostgres('two servers and four agents on one PostgreSQL', () => {
  test(`${runs} runs while agents, servers and PostgreSQL are hit for ${seconds} s: each finishes, once (seed ${seed})`, {
    timeout: 400_000 + seconds * 10_000,
  }, async () => {
    const random = randomFrom(seed);
    const shuffle = <T>(items: readonly T[]) => shuffled(items, Math.random);
    const cluster = await startCluster({ servers: 2, agents: 4, slots: 8, shuffle });
    const audit = await startAudit({ connectionString: cluster.postgres.url });
    // So that there is always something to hit.
    cluster.store.store.faults.set([
      { match: { operation: 'PutObject' }, effect: { kind: 'delay', milliseconds: 150 } },
    ]);
    const projectUrl = cluster.project.base;
    const submitted: Submitted = { accepted: new Map(), unknown: new Set() };
    const started = performance.now();
    const [strikes] = await Promise.all([
      strikeAtRandom(cluster, random, seconds * 1_000, (line) => {
        const at = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
        console.log(`${at} s  ${line}; ${submitted.accepted.size} runs accepted`);
      }),
      submitAll(projectUrl, cluster.operationId, runs, seconds * 1_000, submitted),
    ]);
    const ended = await allEnded(projectUrl, 300_000);
    const account = await accountFor(projectUrl, submitted, ended, await audit.events(), cluster.store.store);
    const refused = cluster.agents.reduce((sum, agent) => sum + agent.refused.size, 0);
    const took = `${((performance.now() - started) / 1000).toFixed(0)} s`;
    const counts = Object.entries(account).filter(([, value]) => typeof value === 'number');
    console.log({ seed, took, strikes, ...Object.fromEntries(counts), toldThatTheyAreStale: refused });
    expect(account).toMatchObject({
      accepted: runs,
      missing: [],
      notSuccessful: [],
      notEndedOnce: [],
      endedByStaleHolder: [],
      wrongEffects: [],
      strayObjects: [],
    });
    expect(account.finished).toBe(account.accepted + account.unheard);
    await cluster.close();
  });
});
