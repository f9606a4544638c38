import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { ProjectVariable } from '../../shared/project/variable.ts';
import { REDACTED } from '../../shared/variables/redact.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import type { TestExecutor } from './test-executor.ts';

let world: RunWorld;
let executor: TestExecutor;
beforeAll(async () => {
  world = await startRunWorld();
  ({ executor } = await world.startAgent());
});
afterAll(() => world.close());

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${world.project.base}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

async function create(name: string, more: Partial<ProjectVariable> = {}): Promise<Id> {
  const variable = { id: newId('var'), name, required: false, hidden: false, ...more };
  await world.project.edit(`Create ${name}`, { type: 'variable.create', variable });
  return variable.id;
}

const setValue = (id: Id, value: string | null) => send('PUT', `/variables/${id}`, { value });
const values = async () => routes.listVariableValues.reply.parse((await send('GET', '/variables')).body).values;
const messagesOf = async (runId: Id) => (await world.project.messages(runId)).map(({ text }) => text).join('\n');

test('a value is used by the next run, without a deployment; then the default value, then the default in the field', async () => {
  const id = await create('folder', { defaultValue: 'by-default' });
  await create('missing');
  const operation = await world.draw('bytes/10', 'out/[folder]/a[missing]{!}');
  await world.project.ended(await world.project.run(operation));
  expect(executor.put.has('out/by-default/a!')).toBe(true);
  await setValue(id, 'january');
  await world.project.ended(await world.project.run(operation, false));
  expect(executor.put.has('out/january/a!')).toBe(true);
  await setValue(id, '');
  await world.project.ended(await world.project.run(operation, false));
  expect(executor.put.has('out//a!')).toBe(true);
  await setValue(id, null);
  executor.put.clear();
  await world.project.ended(await world.project.run(operation, false));
  expect([...executor.put.keys()]).toEqual(['out/by-default/a!']);
});

test('a variable without a value is an error that names it and the field; a required one has no default in the field', async () => {
  await create('nothing');
  await create('needed', { required: true });
  const [empty, needed] = [await world.draw('bytes/10', '[nothing]'), await world.draw('bytes/10', '[needed]{x}')];
  for (const [operation, name] of [
    [empty, 'nothing'],
    [needed, 'needed'],
  ] as const) {
    const run = await world.project.run(operation);
    expect((await world.project.ended(run)).state).toBe('Error');
    expect(await messagesOf(run)).toContain(`Key names the variable [${name}], which has no value.`);
  }
});

test('an unknown variable keeps an operation from being deployed', async () => {
  const operation = await world.draw('bytes/10', 'out/[typo]');
  const { status, body } = await send('POST', '/deployments', { operationIds: [operation] });
  expect(status).toBe(422);
  expect(body.error.details).toMatchObject([{ code: 'unknown-variable', item: { kind: 'activity' } }]);
});

test('a hidden value reaches the agent, and stands in no reply, row, log or message', async () => {
  const marker = 'the-secret';
  const id = await create('hush', { hidden: true });
  const replies = [await setValue(id, marker), await send('GET', '/variables'), await send('GET', '')];
  expect(await values()).toContainEqual({ variableId: id, changedAt: expect.any(String) });
  const { project } = await world.project.state();
  const stored = project.connections[world.connectionId];
  if (!stored) throw new Error('the connection is gone');
  const settings = { ...stored.settings, secretAccessKey: '[hush]' };
  const screen = { connector: stored.connector, name: stored.name, settings };
  const tested = await send('POST', '/test', screen);
  expect(tested.body.result).toMatchObject({ ok: true });
  replies.push(tested);

  const connection = { ...stored, id: newId('con'), name: 'By variable', settings };
  await world.project.edit('Create', { type: 'connection.create', connection });
  const activity = (type: string, key: string) => ({
    connectionId: connection.id,
    type,
    name: `${type} by variable`,
    settings: { bucketOptions: 'text', bucket: 'b', key },
  });
  const operation = await world.project.draw('By variable', [
    activity('get-object', 'bytes/10'),
    activity('put-object', 'quote/[hush]'),
  ]);
  const run = await world.project.run(operation);
  const ended = await world.project.ended(run);
  expect(ended.state).toBe('Success with warning');
  expect(await messagesOf(run)).toContain(`quote/${REDACTED}`);
  replies.push(await send('GET', `/runs/${run}`), await send('GET', `/runs/${run}/messages`));
  for (const reply of replies) expect(JSON.stringify(reply.body)).not.toContain(marker);
  expect(world.server.logged()).not.toContain(marker);
  const rows = await world.server.database.db.selectFrom('variable_values').selectAll().execute();
  for (const row of rows) expect(row.sealed.toString('latin1')).not.toContain(marker);
});

test('what was hidden when it was set is not shown when it is hidden no longer', async () => {
  const id = await create('was-hidden', { hidden: true });
  await setValue(id, 'still not for your eyes');
  const variable = { id, name: 'was-hidden', required: false, hidden: false };
  await world.project.edit('Show', { type: 'variable.change', variable });
  expect((await values()).find(({ variableId }) => variableId === id)).not.toHaveProperty('value');
  await setValue(id, 'new');
  expect((await values()).find(({ variableId }) => variableId === id)).toMatchObject({ value: 'new' });
});

test('values that a run is started with are there downstream, and in no other run', async () => {
  await create('customer', { defaultValue: 'nobody' });
  const child = await world.draw('bytes/10', 'child/[customer]/[jitterbit.operation.previous.success]');
  const parent = await world.draw('bytes/10', 'parent/[customer]');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: child } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  const started = await send('POST', `/operations/${parent}/run`, { deploy: true, globals: { customer: 'acme' } });
  await world.project.ended(started.body.runId);
  await expect.poll(() => executor.put.has('child/acme/true')).toBe(true);
  expect(executor.put.has('parent/acme')).toBe(true);
  await world.project.ended(await world.project.run(parent, false));
  expect(executor.put.has('parent/nobody')).toBe(true);
});

test('a run can’t be started with a value of what is read only or hidden', async () => {
  await create('secret-one', { hidden: true });
  const operation = await world.draw('bytes/10', 'x');
  for (const name of ['date', 'jitterbit.project.name', 'secret-one', 'not a name']) {
    const { status } = await send('POST', `/operations/${operation}/run`, { deploy: true, globals: { [name]: 'x' } });
    expect(status).toBe(400);
  }
});

test('the runtime’s variables have their values on the agent', async () => {
  const operation = await world.draw(
    'bytes/10',
    '[jitterbit.project.name]/[jitterbit.environment.name]/[jitterbit.source.filename]/[file].[ext]{}/[sequence]',
  );
  await world.project.ended(await world.project.run(operation));
  expect(executor.put.has('Runs/Default/10/10./1')).toBe(true);
});
