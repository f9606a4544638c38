import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { createQuestions } from '../../server/agents/questions.ts';
import { createWake } from '../../server/agents/wake.ts';
import { VERSION } from '../../server/version.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await startRunWorld();
});
afterAll(() => world.close());

async function post(path: string, body: unknown) {
  const response = await fetch(`${world.project.base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function onScreen(): Promise<{ connector: string; name: string; settings: Settings }> {
  const { project } = await world.project.state();
  const connection = project.connections[world.connectionId];
  if (!connection) throw new Error('the connection is gone');
  return { connector: connection.connector, name: connection.name, settings: connection.settings };
}

const { signal: never } = new AbortController();

/** The next question to an agent that the test drives. It tells that it is there and asks until there is one, as agents do. */
async function questionTo(gateway: Gateway) {
  for (;;) {
    await gateway.report({ reports: [], running: 0 });
    const [question] = (await gateway.claim(0, never)).questions;
    if (question) return question;
  }
}

const askForBuckets = (what: string) => post(`/connections/${world.connectionId}/browse`, { what });

test('without an agent, Test says that none is online and what to do', async () => {
  const { status, body } = await post('/test', await onScreen());
  expect(status).toBe(503);
  expect(body).toMatchObject({ error: { code: 'agent-offline', todo: expect.stringContaining('agent') } });
});

test('with an agent, Test and browse are answered, and nothing of the question stays', async () => {
  const { agentId } = await world.startAgent({ name: 'answerer' });
  const agents = async () => (await world.project.state()).environment.agentGroup.agents;
  await until('it works', async () => (await agents()).some(({ state }) => state === 'Running'));
  const tested = await post('/test', await onScreen());
  expect(tested).toEqual({
    status: 200,
    body: {
      result: { ok: true, message: 'The test executor answers.' },
      agents: [{ name: 'answerer', connectorVersion: expect.stringMatching(/^\d/), updated: false }],
    },
  });
  const browsed = await askForBuckets('buckets');
  expect(browsed.body).toEqual({ items: [{ id: 'buckets', cells: { name: 'buckets', created: '' } }] });
  const left = await world.server.database.db.selectFrom('agent_questions').selectAll().execute();
  expect(left).toEqual([]);
  expect((await agents()).find(({ id }) => id === agentId)).toMatchObject({ state: 'Running', slots: 4 });
});

test('what the connector says no to is told with its words', async () => {
  const { status, body } = await askForBuckets('broken');
  expect(status).toBe(422);
  expect(body).toMatchObject({
    error: { code: 'connector-failed', message: 'The endpoint refuses.', todo: 'Allow it.' },
  });
});

test('a field that is wrong on the screen is told without asking anybody', async () => {
  const screen = await onScreen();
  const { body } = await post('/test', { ...screen, settings: { ...screen.settings, accessKeyId: '' } });
  expect(body).toMatchObject({ result: { ok: false, code: 'settings-invalid' }, agents: [] });
});

test('a secret of somebody else’s project is not revealed to an agent', async () => {
  const screen = await onScreen();
  const secretAccessKey = { secret: newId('sec') };
  const { status, body } = await post('/test', { ...screen, settings: { ...screen.settings, secretAccessKey } });
  expect(status).toBe(422);
  expect(body).toMatchObject({ error: { code: 'secret-unknown' } });
});

test('a secret that cannot be decrypted is told at once, and keeps nobody from other questions', async () => {
  const { db } = world.server.database;
  const kept = await db.selectFrom('secrets').select(['id', 'sealed']).executeTakeFirstOrThrow();
  const seal = (sealed: Buffer) => db.updateTable('secrets').set({ sealed }).where('id', '=', kept.id).execute();
  await seal(Buffer.alloc(kept.sealed.length));
  const { status, body } = await askForBuckets('buckets');
  await seal(kept.sealed);
  expect(status).toBe(422);
  expect(body).toMatchObject({ error: { code: 'secret-unknown', message: expect.stringContaining('decrypted') } });
});

test('unknown connectors and connections are told apart', async () => {
  const screen = await onScreen();
  expect(await post('/test', { ...screen, connector: 'fax' })).toMatchObject({ status: 404 });
  const unknown: Id = newId('con');
  const { body } = await post(`/connections/${unknown}/browse`, { what: 'buckets' });
  expect(body).toMatchObject({ error: { code: 'connection-unknown' } });
});

test('a question asked of one server is answered by an agent that is connected to another', async () => {
  const { core } = world.server.app;
  const wake = createWake(core.database);
  await wake.start();
  const { project } = await world.project.state();
  const connection = project.connections[world.connectionId];
  if (!connection) throw new Error('the connection is gone');
  const elsewhere = createQuestions(core, wake);
  const question = { kind: 'browse', connection, what: 'folders' } as const;
  const reply = await elsewhere.ask(world.project.projectId, 'grp_cloud', question, new AbortController().signal);
  expect(reply.answer).toMatchObject({ ok: true, value: [{ id: 'folders' }] });
  wake.stop();
});

test('a question that an agent has taken and fallen silent with is put to another one', async () => {
  const { core } = world.server.app;
  const { db } = core.database;
  await db.insertInto('agent_groups').values({ id: 'grp_pair', name: 'Pair', kind: 'private' }).execute();
  const { signal } = new AbortController();
  const member = async (name: string) => {
    const one = await world.gateway(name);
    await db.updateTable('agents').set({ agent_group_id: 'grp_pair' }).where('id', '=', one.agentId).execute();
    await one.gateway.hello({ version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] }, signal);
    return one;
  };
  const [frozen, other] = [await member('frozen'), await member('other')];
  const wake = createWake(core.database);
  await wake.start();
  const connection = { id: newId('con'), connector: 'amazon-s3', name: 'C', settings: {} };
  const asked = createQuestions(core, wake).ask(
    world.project.projectId,
    'grp_pair',
    { kind: 'browse', connection, what: 'buckets' },
    signal,
  );
  const first = await questionTo(frozen.gateway);
  const longAgo = new Date(Date.now() - 60_000);
  await db.updateTable('agents').set({ last_seen_at: longAgo }).where('id', '=', frozen.agentId).execute();
  const second = await questionTo(other.gateway);
  expect(second.requestId).toBe(first.requestId);
  const answerOf = (value: string) => ({ connectorVersion: '1.0.0', answer: { ok: true as const, value } });
  await other.gateway.answer(second.requestId, answerOf('from the other'));
  expect(await asked).toMatchObject({ agentName: 'other', answer: { value: 'from the other' } });
  await frozen.gateway.answer(first.requestId, answerOf('too late'));
  wake.stop();
});

test('an agent that takes a question and never answers makes it time out', async () => {
  const { core } = world.server.app;
  const { db } = core.database;
  await db.insertInto('agent_groups').values({ id: 'grp_mute', name: 'Mute', kind: 'private' }).execute();
  const { gateway, agentId } = await world.gateway();
  await db.updateTable('agents').set({ agent_group_id: 'grp_mute' }).where('id', '=', agentId).execute();
  const { signal } = new AbortController();
  await gateway.hello({ version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] }, signal);
  const wake = createWake(core.database);
  await wake.start();
  const connection = { id: newId('con'), connector: 'amazon-s3', name: 'C', settings: {} };
  // Long enough for the agent to take it, whatever holds it up.
  const asked = createQuestions(core, wake, 6_000).ask(
    world.project.projectId,
    'grp_mute',
    { kind: 'test', connection },
    signal,
  );
  const refused = expect(asked).rejects.toMatchObject({ code: 'agent-timeout' });
  expect(await questionTo(gateway)).toMatchObject({ kind: 'test' });
  // It is there all the time, and says so.
  const alive = setInterval(() => void gateway.report({ reports: [], running: 0 }).catch(() => undefined), 1_000);
  await refused;
  clearInterval(alive);
  wake.stop();
});
