import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';

/** How long what an agent says takes to the server: longer than one that stops waits when its time is up. */
const LATE_MS = 1_500;

let world: RunWorld;
let relay: Server;
beforeAll(async () => {
  world = await startRunWorld();
  const port = Number(new URL(world.server.url).port);
  relay = createServer((agent) => {
    const server = connect(port, '127.0.0.1');
    agent.on('data', (data) => setTimeout(() => server.write(data), LATE_MS));
    server.pipe(agent);
    agent.on('error', () => server.destroy()).on('close', () => setTimeout(() => server.destroy(), LATE_MS));
    server.on('error', () => agent.destroy());
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
});
afterAll(async () => {
  await world.close();
  relay.close();
});

test('an agent that has stopped has told so, though the server hears of it late', async () => {
  const { port } = relay.address() as AddressInfo;
  const { agent, agentId } = await world.startAgent({ url: `http://127.0.0.1:${port}` });
  const state = async () =>
    (await world.project.state()).environment.agentGroup.agents.find(({ id }) => id === agentId)?.state;
  await until('the agent works', async () => (await state()) === 'Running', 60_000);
  await agent.stop(30_000);
  expect(await state()).toBe('Stopped');
}, 120_000);
