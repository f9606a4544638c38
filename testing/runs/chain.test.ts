import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { sweep } from '../../server/agents/sweeper.ts';
import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { call } from '../agents/admin-client.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import { sweeperPartsOf } from './sweeper-parts.ts';

const PATIENT_MS = 120_000;
const never = new AbortController().signal;
const LENGTH = 4;

let world: RunWorld;
/** The first operation of a chain of four. */
let chain: Id;

beforeAll(async () => {
  world = await startRunWorld();
  const operations: Id[] = [];
  for (let count = 0; count < LENGTH; count += 1) operations.push(await world.draw('bytes/10', 'target'));
  for (const [index, operationId] of operations.entries()) {
    const next = operations[index + 1];
    if (next === undefined) continue;
    const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: next } };
    await world.project.edit('Link', { type: 'action.add', operationId, action });
  }
  chain = operations[0] ?? '';
  await world.project.deploy([chain]);
}, PATIENT_MS);
afterAll(() => world.close());

/** An agent that the test drives: it says every two seconds that it is there, until it is killed. */
async function startDriven(name: string) {
  const { gateway, agentId } = await world.gateway(name);
  const beat = () => gateway.report({ reports: [], running: 0 }).catch(() => undefined);
  await beat();
  const timer = setInterval(() => void beat(), 1_000);
  return { gateway, agentId, name, kill: () => clearInterval(timer) };
}

function end(gateway: Gateway, { runId, fence }: Pick<RunAssignment, 'runId' | 'fence'>) {
  const report = { runId, fence, steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
  return gateway.report({ reports: [report], running: 0 });
}

/** Takes a run, asking until there is one for this agent, as agents do. */
async function takeOne(gateway: Gateway): Promise<RunAssignment> {
  for (;;) {
    const [run] = (await gateway.claim(1, never)).runs;
    if (run) return run;
  }
}

async function allRuns(): Promise<Map<Id, Run>> {
  return new Map((await world.project.runs('?limit=200')).runs.map((run) => [run.id, run]));
}

const rootOf = (run: Run, runs: ReadonlyMap<Id, Run>): Run => {
  const parent = run.parentRunId === null ? undefined : runs.get(run.parentRunId);
  return parent ? rootOf(parent, runs) : run;
};

test('what an action starts waits for the agent of the run before it, and stands in nobody’s way', async () => {
  const holder = await startDriven('holder');
  const other = await startDriven('other');
  try {
    const runId = await world.project.run(chain, false);
    const root = await takeOne(holder.gateway);
    expect(root.runId).toBe(runId);
    const later = await world.project.run(chain, false);
    await end(holder.gateway, root);
    // It was submitted after the chain, but the chain is not for this agent.
    expect((await takeOne(other.gateway)).runId).toBe(later);
    const waiting = [...(await allRuns()).values()].filter(({ state }) => state === 'Submitted');
    expect(waiting.map(({ parentRunId }) => parentRunId)).toEqual([runId]);
    const behind = await world.project.run(chain, false);
    // Its own comes first, as the chain was submitted first.
    const next = await takeOne(holder.gateway);
    expect(next.runId).toBe(waiting[0]?.id);
    expect((await takeOne(holder.gateway)).runId).toBe(behind);
  } finally {
    holder.kill();
    other.kill();
    await endEverything();
  }
});

const ways: [string, (agentId: Id) => Promise<unknown>][] = [
  ['is drained', (agentId) => change(agentId, { drained: true })],
  ['is removed', (agentId) => call(world.server.url, routes.removeAgent, { params: { agentId } })],
  [
    'is not heard of any more',
    (agentId) =>
      world.server.database.db
        .updateTable('agents')
        .set({ last_seen_at: new Date(Date.now() - 7_000) })
        .where('id', '=', agentId)
        .execute(),
  ],
];

test.each(ways)('when that agent %s, another one goes on with the chain', async (name, leave) => {
  const holder = await startDriven(`gone ${name}`);
  const other = await startDriven(`heir ${name}`);
  try {
    await world.project.run(chain, false);
    const root = await takeOne(holder.gateway);
    await end(holder.gateway, root);
    const open = takeOne(other.gateway);
    holder.kill();
    await leave(holder.agentId);
    const next = await open;
    expect((await world.project.getRun(next.runId)).parentRunId).toBe(root.runId);
    await end(other.gateway, next);
    // From here on it is the heir's chain.
    const third = await takeOne(other.gateway);
    expect((await world.project.getRun(third.runId)).parentRunId).toBe(next.runId);
  } finally {
    holder.kill();
    other.kill();
    await endEverything();
  }
});

test('an agent that ends what it has while it is drained leaves what follows to the others at once', async () => {
  const holder = await startDriven('draining');
  const other = await startDriven('working');
  try {
    await world.project.run(chain, false);
    const root = await takeOne(holder.gateway);
    await change(holder.agentId, { drained: true });
    await end(holder.gateway, root);
    const { rows } = { rows: [...(await allRuns()).values()].filter(({ parentRunId }) => parentRunId === root.runId) };
    expect((await takeOne(other.gateway)).runId).toBe(rows[0]?.id);
  } finally {
    holder.kill();
    other.kill();
    await endEverything();
  }
});

test(
  'forty chains over four agents, one of which dies: each chain stays with its agent, but those of the dead one',
  async () => {
    const agents = await Promise.all(['one', 'two', 'three', 'four'].map((name) => startDriven(name)));
    const [victim] = agents;
    const stop = new AbortController();
    const dead = new AbortController();
    const before = new Set((await allRuns()).keys());
    let ended = 0;
    const work = async ({ gateway, name }: (typeof agents)[number]) => {
      const signal = name === victim?.name ? AbortSignal.any([stop.signal, dead.signal]) : stop.signal;
      while (!signal.aborted) {
        const { runs } = await gateway.claim(2, signal).catch(() => ({ runs: [] }));
        for (const run of runs) {
          if (signal.aborted) return;
          await end(gateway, run);
          ended += 1;
        }
      }
    };
    const working = Promise.all(agents.map(work));
    const roots = await Promise.all(Array.from({ length: 40 }, () => world.project.run(chain, false)));
    await until('some are done', () => ended >= 20, PATIENT_MS);
    // Killed with what it holds, in the middle of chains.
    dead.abort();
    victim?.kill();
    const ours = async () => [...(await allRuns()).values()].filter(({ id }) => !before.has(id));
    await until(
      'all chains have come to their end',
      async () => {
        const runs = await ours();
        return runs.length === LENGTH * roots.length && runs.every(({ state }) => hasEnded(state));
      },
      PATIENT_MS,
    );
    stop.abort();
    for (const { kill } of agents) kill();
    await working;
    const runs = await allRuns();
    const byRoot = Map.groupBy(await ours(), (run) => rootOf(run, runs).id);
    expect(byRoot.size).toBe(roots.length);
    for (const members of byRoot.values()) {
      const inOrder = members
        .toSorted((a, b) => a.submittedAt.localeCompare(b.submittedAt))
        .map((run) => run.agentName);
      const others = new Set(inOrder.filter((name) => name !== victim?.name));
      // The dead one's chains went on with one other agent, and never came back.
      expect(others.size, inOrder.join(' → ')).toBeLessThanOrEqual(1);
      if (inOrder[0] !== victim?.name) expect(new Set(inOrder).size, inOrder.join(' → ')).toBe(1);
    }
    expect(new Set([...byRoot.values()].map(([root]) => root?.agentName)).size).toBeGreaterThan(1);
  },
  2 * PATIENT_MS,
);

async function change(agentId: Id, body: { drained: boolean }): Promise<void> {
  await call(world.server.url, routes.changeAgent, { params: { agentId }, body });
}

/** So that the next test begins with nothing that waits. */
async function endEverything(): Promise<void> {
  const { db } = world.server.database;
  await db
    .updateTable('runs')
    .set({ state: 'Canceled', ended_at: new Date(), lease_until: null })
    .where('ended_at', 'is', null)
    .execute();
  await sweep(sweeperPartsOf(world.server));
}
