import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { HEARTBEAT_SECONDS, LEASE_SECONDS } from '../../shared/api/agent-gateway.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { getAtLast } from '../kill/traffic.ts';
import { describePostgres } from '../postgres/describe-postgres.ts';
import { until } from '../product/processes.ts';
import { type Audit, type AuditEvent, startAudit } from './audit.ts';
import { type Cluster, type ClusterAgent, startCluster } from './cluster.ts';
import { submitRun } from './submit.ts';

const PROMISED_SECONDS = 15;

describePostgres('a run whose holder is gone, on two servers and two agents', () => {
  let cluster: Cluster;
  let audit: Audit;
  let number = 0;
  /** Ports that the load balancer has found out not to answer: they come last. */
  const silent = new Set<unknown>();
  const shuffle = <T>(ports: readonly T[]) => ports.toSorted((a, b) => Number(silent.has(a)) - Number(silent.has(b)));
  beforeAll(async () => {
    cluster = await startCluster({ servers: 2, agents: 2, slots: 2, shuffle });
    audit = await startAudit({ connectionString: cluster.postgres.url });
  }, 300_000);
  afterAll(() => cluster.close());
  afterEach(() => {
    cluster.store.store.faults.clear();
    for (const { signal, network } of cluster.agents) {
      signal('SIGCONT');
      network.restore();
    }
    for (const { signal } of cluster.servers) signal('SIGCONT');
    silent.clear();
  });

  /** Starts a run whose first PUT takes so long; gives it as soon as an agent is at that PUT. */
  const startSlowRun = async (milliseconds: number) => {
    number += 1;
    const key = `slow-${number}`;
    const match = { operation: 'PutObject', key: `out/${key}` };
    cluster.store.store.faults.set([{ match, times: 1, effect: { kind: 'delay', milliseconds } }]);
    const runId = await submitRun(cluster.project.base, cluster.operationId, key);
    await until('an agent has it', async () => (await cluster.project.getRun(runId)).state === 'Running');
    const { agentName } = await cluster.project.getRun(runId);
    const holder = cluster.agents.find(({ name }) => name === agentName);
    const other = cluster.agents.find(({ name }) => name !== agentName);
    if (!holder || !other) throw new Error(`the run is with ${agentName}`);
    return { runId, key, holder, other };
  };
  /** A request that meets a server or a database which is just away is made again, as any client would. */
  const runAtLast = (runId: Id) => getAtLast(`${cluster.project.base}/runs/${runId}`, routes.getRun.reply);
  const endedAtLast = async (runId: Id) => {
    await until('the run ends', async () => hasEnded((await runAtLast(runId)).state), 90_000);
    return runAtLast(runId);
  };
  const eventsOf = async (runId: Id) => (await audit.events()).filter((event) => event.runId === runId);
  const shortly = ({ what, fence }: AuditEvent) => `${what} ${fence}`;
  const putsOf = (key: string) =>
    cluster.store.store.faults.count({ operation: 'PutObject', key: `out/${key}`, status: 200 });
  /** The other agent has taken the run over and ended it; gives how long that took, in seconds. */
  const expectTakenOver = async (runId: Id, other: ClusterAgent, since: number) => {
    await until('the other agent has it', async () => (await runAtLast(runId)).agentName === other.name, 60_000);
    const seconds = (performance.now() - since) / 1000;
    const run = await endedAtLast(runId);
    expect(run).toMatchObject({ state: 'Success', attempt: 2, agentName: other.name });
    expect((await eventsOf(runId)).map(shortly)).toEqual(['taken 1', 'lost 2', 'taken 3', 'ended 3']);
    return seconds;
  };

  test(`leases and looks are set so that it is taken over within ${PROMISED_SECONDS} s`, () => {
    // The lease was renewed at its last heartbeat; the sweeper looks every second, and gives agents 5 s after an outage.
    expect(LEASE_SECONDS).toBe(10);
    expect(HEARTBEAT_SECONDS).toBe(2);
    expect(LEASE_SECONDS + 1 + HEARTBEAT_SECONDS).toBeLessThanOrEqual(PROMISED_SECONDS);
  });

  test('killed with kill -9: another agent takes it over', async () => {
    const { runId, holder, other } = await startSlowRun(30_000);
    const since = performance.now();
    const over = Promise.withResolvers<void>();
    // It is not to take its run over itself.
    const back = holder.kill(over.promise);
    try {
      console.log(`taken over ${(await expectTakenOver(runId, other, since)).toFixed(1)} s after kill -9`);
    } finally {
      over.resolve();
      await back;
    }
  }, 120_000);

  test('frozen and continued: the old holder is told that it is stale, and changes nothing', async () => {
    const { runId, key, holder, other } = await startSlowRun(30_000);
    const since = performance.now();
    holder.signal('SIGSTOP');
    console.log(`taken over ${(await expectTakenOver(runId, other, since)).toFixed(1)} s after SIGSTOP`);
    const before = await eventsOf(runId);
    holder.signal('SIGCONT');
    await until('the old holder is told', () => holder.refused.has(runId), 60_000);
    expect(await eventsOf(runId)).toEqual(before);
    expect(putsOf(key), 'its PUT was given up').toBe(1);
  }, 120_000);

  test('cut off, but working on: what it tells late is refused, however well it ended', async () => {
    const { runId, key, holder, other } = await startSlowRun(5_000);
    const since = performance.now();
    holder.network.cut();
    console.log(`taken over ${(await expectTakenOver(runId, other, since)).toFixed(1)} s after the network went`);
    await expect.poll(() => putsOf(key), { message: 'the storage was never out of its reach' }).toBe(2);
    const before = await eventsOf(runId);
    holder.network.restore();
    await until('the old holder is told', () => holder.refused.has(runId), 60_000);
    expect(await eventsOf(runId)).toEqual(before);
    expect((await cluster.project.getRun(runId)).state).toBe('Success');
  }, 120_000);

  for (const mode of ['fast', 'immediate'] as const)
    test(`PostgreSQL restarted (${mode}) under it: nothing is taken from its holder, and it ends once`, async () => {
      const { runId, holder } = await startSlowRun(4_000);
      await cluster.postgres.restart(mode);
      expect(await endedAtLast(runId)).toMatchObject({ state: 'Success', attempt: 1, agentName: holder.name });
      expect((await eventsOf(runId)).map(shortly)).toEqual(['taken 1', 'ended 1']);
    }, 120_000);

  // Before any server is killed: until then all connections are the first one's.
  test('the server frozen that it tells of its run: it tells the other one in time, and the frozen one changes nothing when it goes on', async () => {
    const [first] = cluster.servers;
    if (!first) throw new Error('there is no server');
    const { runId, holder } = await startSlowRun((LEASE_SECONDS + 4) * 1000);
    first.signal('SIGSTOP');
    silent.add(Number(new URL(first.product.url).port));
    expect(await endedAtLast(runId)).toMatchObject({ state: 'Success', attempt: 1, agentName: holder.name });
    first.signal('SIGCONT');
    // It has by then looked at everything that came in while it was frozen.
    await getAtLast(new URL('/api/health', first.product.url).href, routes.health.reply);
    const run = await runAtLast(runId);
    await submitRun(cluster.project.base, cluster.operationId, 'after').then(endedAtLast);
    expect(await runAtLast(runId)).toEqual(run);
    expect((await eventsOf(runId)).map(shortly)).toEqual(['taken 1', 'ended 1']);
  }, 120_000);

  test('the server killed that handed it out: its end is told to the other one', async () => {
    const [first] = cluster.servers;
    const { runId, holder } = await startSlowRun(4_000);
    const back = first?.kill(8_000);
    expect(await endedAtLast(runId)).toMatchObject({ state: 'Success', attempt: 1, agentName: holder.name });
    expect((await eventsOf(runId)).map(shortly)).toEqual(['taken 1', 'ended 1']);
    await back;
  }, 120_000);

  test('questions that a frozen agent has taken are answered by another one', async () => {
    const [frozen] = cluster.agents;
    const [connectionId] = Object.keys((await cluster.project.state()).project.connections);
    frozen?.signal('SIGSTOP');
    const ask = async () => {
      const response = await fetch(`${cluster.project.base}/connections/${connectionId}/browse`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ what: 'buckets' }),
      });
      return { status: response.status, body: await response.json() };
    };
    const answers = await Promise.all(Array.from({ length: 4 }, ask));
    for (const { status, body } of answers)
      expect({ status, body }).toMatchObject({ status: 200, body: { items: [{ id: 'data' }] } });
  }, 120_000);
});
