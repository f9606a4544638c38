import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectEvent } from '../../shared/api/events.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
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
