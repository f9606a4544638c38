import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../product/processes.ts';
import { type ConnectorWorld, startConnectorWorld } from './connector-world.ts';
import { publishEcho } from './publish.ts';
import { type Relay, startRelay } from './relay.ts';

const PATIENT_MS = 120_000;
/** So long that a download of it can be held up half-way. */
const LONG = `// ${'x'.repeat(2_000_000)}\n`;

let world: ConnectorWorld;
let relay: Relay;
beforeAll(async () => {
  world = await startConnectorWorld();
  relay = await startRelay(world.server.url);
}, PATIENT_MS);
afterEach(() => world.stopAgents(), PATIENT_MS);
afterAll(async () => {
  relay.close();
  await world.close();
});

test(
  'an agent that is killed in the middle of a download leaves nothing torn, and downloads it when it is back',
  async () => {
    const agent = await world.startAgent('Killed', { SLUICE_SERVER_URL: relay.url });
    await publishEcho(world.server.url, '1.0.0', LONG);
    const operationId = await world.draw();
    relay.holdAfter(500_000);
    const runId = await world.project.run(operationId);
    await relay.held();
    agent.process.child.kill('SIGKILL');
    await agent.process.exited;
    const folder = join(agent.folder, 'connectors', 'echo');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    relay.holdAfter(null);
    await world.startAgain(agent, { SLUICE_SERVER_URL: relay.url });
    // The run that it had begun to prepare is taken up again.
    expect(await world.project.ended(runId)).toMatchObject({ state: 'Success', attempt: 2 });
    expect(readdirSync(folder)).toEqual(['1.0.0']);
  },
  PATIENT_MS,
);

test(
  'a server that is restarted in the middle of a download does not make the run fail that waits for it',
  async () => {
    const patient = await world.startAgent('Patient', { SLUICE_SERVER_URL: relay.url });
    relay.holdAfter(500_000);
    const runId = await world.project.run(await world.draw());
    await relay.held();
    await world.server.restart();
    relay.holdAfter(null);
    relay.cut();
    expect(await world.project.ended(runId)).toMatchObject({ state: 'Success', agentName: 'Patient' });
    await until('the server knows', async () => (await world.versionOf('Patient')) === '1.0.0');
    expect(patient.process.output()).not.toContain('cannot go on');
  },
  PATIENT_MS,
);

test(
  'an agent that does not get on with its update, or is gone, holds up Test for a time, and no more',
  async () => {
    await world.startAgent('Quick');
    const slow = await world.startAgent('Slow', { SLUICE_SERVER_URL: relay.url });
    await publishEcho(world.server.url, '2.0.0', LONG);
    relay.holdAfter(500_000);
    const { result, agents } = await world.test();
    expect(result).toEqual({ ok: true, message: 'Echo 2.0.0 says hi' });
    const told = new Map(agents.map((agent) => [agent.name, agent]));
    expect(told.get('Quick')).toEqual({ name: 'Quick', connectorVersion: '2.0.0', updated: true });
    expect(told.get('Slow')?.problem).toContain('has not updated the connector within 15 seconds');

    slow.process.child.kill('SIGSTOP');
    await publishEcho(world.server.url, '3.0.0');
    const again = await world.test();
    expect(again.result).toEqual({ ok: true, message: 'Echo 3.0.0 says hi' });
    const gone = again.agents.find(({ name }) => name === 'Slow');
    // Unless it was known by then to be offline.
    if (gone) expect(gone.problem).toMatch(/has gone offline|within 15 seconds/);
    slow.process.child.kill('SIGCONT');
  },
  PATIENT_MS,
);
