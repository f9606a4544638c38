import { afterAll, beforeAll, expect, test } from 'vitest';
import { greet } from '../../server/agents/presence.ts';
import { sql } from '../../server/database/sql.ts';
import { createEnvironments } from '../../server/environments/service.ts';
import { VERSION } from '../../server/version.ts';
import type { ProjectEvent } from '../../shared/api/events.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
const events: ProjectEvent[] = [];
beforeAll(async () => {
  world = await startRunWorld();
  await world.server.app.core.events.subscribe(world.project.projectId, {
    onEvent: (event) => events.push(event),
    onResync: () => undefined,
  });
});
afterAll(() => world.close());

function of<Type extends ProjectEvent['type']>(type: Type): Extract<ProjectEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<ProjectEvent, { type: Type }> => event.type === type);
}

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('browsers hear of the agent, the deployment, each state of the run, and its messages', async () => {
  await world.startAgent({ name: 'heard of' });
  await eventually(() => of('environment').length > 0);
  const [agent] = of('environment')[0]?.environment.agentGroup.agents ?? [];
  expect(agent).toMatchObject({ name: 'heard of', state: 'Running' });

  const runId = await world.project.run(await world.draw('bytes/1000', 'target'));
  await eventually(() => of('run').some(({ run }) => run.id === runId && hasEnded(run.state)));
  // What was told in one transaction may come one after the other.
  await eventually(() => of('messages').some(({ messages }) => messages.some(({ code }) => code === 'run-done')));
  const runs = of('run').flatMap(({ run }): Run[] => (run.id === runId ? [run] : []));
  const states = [...new Set(runs.map((run) => run.state))];
  expect(states.filter((state) => state !== 'Running')).toEqual(['Submitted', 'Received', 'Success']);
  expect(runs.at(-1)).toEqual(await world.project.getRun(runId));
  const messages = of('messages').flatMap((event) => (event.runId === runId ? event.messages : []));
  expect(messages).toEqual(await world.project.messages(runId));
  expect(of('deployed').flatMap(({ deployed }) => deployed)).toHaveLength(1);
});

test('an agent that is stopped is told as Stopped', async () => {
  const { agent, agentId } = await world.startAgent({ name: 'leaves' });
  await eventually(() => stateOf(agentId) === 'Running');
  await agent.stop(1_000);
  await eventually(() => stateOf(agentId) === 'Stopped');
});

function stateOf(agentId: string): string | undefined {
  return of('environment')
    .at(-1)
    ?.environment.agentGroup.agents.find(({ id }) => id === agentId)?.state;
}

test('of two agents that come at the same moment both are told as there in the end', async () => {
  const { core } = world.server.app;
  const { db, transaction } = world.server.database;
  const one = await world.gateway('one');
  const other = await world.gateway('other');
  const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {} };
  let asked: Promise<unknown> = Promise.resolve();
  await transaction(async (trx) => {
    const agent = { id: one.agentId, name: 'one', agentGroupId: 'grp_cloud', version: VERSION };
    const told = { ...hello, updatesConnectors: false };
    await greet(createEnvironments(core), trx, agent, told, true, core.serverId);
    let isOver = false;
    asked = other.gateway.hello({ ...hello, holding: [] }, new AbortController().signal).finally(() => {
      isOver = true;
    });
    await until('the other one is told, or waits', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return isOver || rows.length > 0;
    });
  });
  await asked;
  const runId = await world.project.run(await world.draw('a', 'b'));
  // Events come in the order of commits: when this one has come, all before it have.
  await eventually(() => of('run').some(({ run }) => run.id === runId));
  // Neither tells of itself any more: on a slow machine both may count as Offline by now.
  for (const { agentId } of [one, other]) expect(stateOf(agentId)).toMatch(/^(Running|Offline)$/);
});
