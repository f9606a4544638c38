import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { ProjectVariable } from '../../shared/project/variable.ts';
import type { PredefinedVariable } from '../../shared/variables/known.ts';
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
  const id = await create('needed', { required: true });
  const [empty, needed] = [await world.draw('bytes/10', '[nothing]'), await world.draw('bytes/10', '[needed]{x}')];
  await setValue(id, 'here while it is deployed');
  await world.project.deploy([empty, needed]);
  await setValue(id, null);
  for (const [operation, name] of [
    [empty, 'nothing'],
    [needed, 'needed'],
  ] as const) {
    const run = await world.project.run(operation, false);
    expect((await world.project.ended(run)).state).toBe('Error');
    expect(await messagesOf(run)).toContain(`Key names the variable [${name}], which has no value.`);
  }
});

test('a required variable without a value keeps an operation from being deployed, and one that runs it', async () => {
  const id = await create('must', { required: true });
  const operation = await world.draw('bytes/10', 'out/[must]{x}');
  const parent = await world.draw('bytes/10', 'out/plain');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: operation } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  for (const operationIds of [[operation], [parent]]) {
    const { status, body } = await send('POST', '/deployments', { operationIds });
    expect(status).toBe(422);
    expect(body.error.code).toBe('operation-invalid');
    expect(body.error.details).toMatchObject([{ code: 'variable-value-missing', item: { kind: 'variable', id } }]);
  }
  await setValue(id, 'there');
  expect((await send('POST', '/deployments', { operationIds: [parent] })).status).toBe(200);
  await setValue(id, null);
  const variable = { id, name: 'must', required: true, hidden: false, defaultValue: 'by default' };
  await world.project.edit('Default', { type: 'variable.change', variable });
  expect((await send('POST', '/deployments', { operationIds: [parent] })).status).toBe(200);
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
  const list = await world.project.draw('List by variable', [
    {
      connectionId: connection.id,
      type: 'list-objects',
      name: 'list by variable',
      settings: { bucketOptions: 'text', bucket: 'b', prefix: 'list/2/[hush]' },
    },
  ]);
  const { id: listed, steps } = await world.project.ended(await world.project.run(list));
  const output = await send('GET', `/runs/${listed}/output/${steps[0]?.stepId}`);
  expect(output.body).toEqual({ prefix: `list/2/${REDACTED}`, keyCount: 2, object: [{ key: 'k0' }, { key: 'k1' }] });
  replies.push(output, await send('GET', `/runs/${run}/receipts`));
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
  // Its child is over as well: the tests after this one look at what is put.
  await expect.poll(() => executor.put.has('child/nobody/true')).toBe(true);
});

test('a run can’t be started with a value of what is read only or hidden', async () => {
  await create('secret-one', { hidden: true });
  const operation = await world.draw('bytes/10', 'x');
  for (const name of ['date', 'jitterbit.project.name', 'secret-one', 'not a name']) {
    const { status } = await send('POST', `/operations/${operation}/run`, { deploy: true, globals: { [name]: 'x' } });
    expect(status).toBe(400);
  }
});

/** Runs an operation and gives what it has put its object as. */
async function keyPut(operationId: Id): Promise<string> {
  executor.put.clear();
  await world.project.ended(await world.project.run(operationId));
  return [...executor.put.keys()].join(' and ');
}

const now = () => new Date().toISOString();

/** Each variable of the page, as the key of a target: what it becomes in a run of `operationId`. */
const OWN: Readonly<Record<PredefinedVariable, string | RegExp>> = {
  'jitterbit.operation.name': /^Operation \d+$/,
  'jitterbit.operation.guid': /^opn_\w+$/,
  'jitterbit.operation.instance.guid': /^run_\w+$/,
  'jitterbit.operation.error': '',
  'jitterbit.operation.last_error': '',
  'jitterbit.operation.previous.error': 'none',
  'jitterbit.operation.previous.success': 'none',
  'jitterbit.source.filename': 'a.b.csv',
  'jitterbit.source.locator': 'text/in/a.b.csv',
  'jitterbit.source.size': 'none',
  'jitterbit.target.filename': 'none',
  'jitterbit.target.locator': 'none',
  'jitterbit.environment.name': 'Default',
  'jitterbit.project.name': 'Runs',
  'jitterbit.agent.name': /^agent agt_\w+$/,
  'jitterbit.agentgroup.name': 'Cloud agents',
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d{6}$/,
  file: 'a.b',
  ext: 'csv',
  sequence: '1',
  unique: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

test.each(Object.entries(OWN))('[%s] has its value in the step of a run', async (name, expected) => {
  const before = now().slice(0, 10);
  const key = await keyPut(await world.draw('text/in/a.b.csv', `is:[${name}]{none}`));
  const value = key.replace('is:', '');
  if (typeof expected === 'string') expect(value).toBe(expected);
  else expect(value).toMatch(expected);
  if (name === 'date') expect([before, now().slice(0, 10)]).toContain(value);
});

/** What an action runs after a run, and how a key of its target comes out. */
async function inChild(source: string, target: string, condition: 'success' | 'fail', childKey: string) {
  const child = await world.draw('bytes/1', childKey);
  const parent = await world.draw(source, target);
  const action = { condition, do: { kind: 'run-operation' as const, operationId: child } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  executor.put.clear();
  await world.project.ended(await world.project.run(parent));
  await expect.poll(() => [...executor.put.keys()].find((key) => key.startsWith('child:'))).toBeDefined();
  return [...executor.put.keys()].find((key) => key.startsWith('child:'));
}

test('what an action runs knows how the run before it ended, and with which error', async () => {
  const names = ['previous.success', 'previous.error', 'error', 'last_error'];
  const key = `child:${names.map((name) => `[jitterbit.operation.${name}]{none}`).join('|')}`;
  expect(await inChild('missing', 'never', 'fail', key)).toBe(
    'child:false|There is no object "missing".||There is no object "missing".',
  );
  expect(await inChild('bytes/1', 'fine', 'success', key)).toBe('child:true|||');
});

test('what an action runs knows the object that was written last in the run before it', async () => {
  const key = 'child:[jitterbit.target.filename]{none}|[jitterbit.target.locator]{none}';
  expect(await inChild('bytes/1', 'out/2026/a.csv', 'success', key)).toBe('child:a.csv|bucket/out/2026/a.csv');
  expect(await inChild('missing', 'never', 'fail', key)).toBe('child:none|none');
});

test('the last error of a chain is known also after an operation that succeeded', async () => {
  const last = await world.draw(
    'bytes/1',
    'child:[jitterbit.operation.previous.error]{none}|[jitterbit.operation.last_error]',
  );
  const [first, second] = [await world.draw('missing', 'never'), await world.draw('bytes/1', 'mended')];
  for (const [operationId, condition, next] of [
    [first, 'fail', second],
    [second, 'success', last],
  ] as const) {
    const action = { condition, do: { kind: 'run-operation' as const, operationId: next } };
    await world.project.edit('Link', { type: 'action.add', operationId, action });
  }
  executor.put.clear();
  await world.project.ended(await world.project.run(first));
  await expect.poll(() => [...executor.put.keys()]).toContain('child:|There is no object "missing".');
});

test('a global variable is one that only fields name: it has its default, or what a run is started with', async () => {
  const child = await world.draw('bytes/1', 'child/[region]{south}/[kind]{csv}');
  const parent = await world.draw('bytes/1', 'parent/[region]{north}');
  const asked = () => send('GET', `/operations/${parent}/globals`);
  expect((await asked()).body).toEqual({ deployed: false, globals: [] });
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: child } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  executor.put.clear();
  await world.project.ended(await world.project.run(parent));
  await expect.poll(() => [...executor.put.keys()]).toEqual(['parent/north', 'child/south/csv']);
  expect((await asked()).body).toEqual({
    deployed: true,
    globals: [
      { name: 'kind', defaults: ['csv'], usedBy: [expect.stringMatching(/^put-object/)] },
      {
        name: 'region',
        defaults: ['north', 'south'],
        usedBy: [expect.stringMatching(/^put-object/), expect.stringMatching(/^put-object/)],
      },
    ],
  });
  const started = await send('POST', `/operations/${parent}/run`, { globals: { region: 'west' } });
  await world.project.ended(started.body.runId);
  await expect.poll(() => executor.put.has('child/west/csv')).toBe(true);
  expect(executor.put.has('parent/west')).toBe(true);
});

test('a run tells the values it was started with, so that it can be run again with them; not those hidden since', async () => {
  const id = await create('token', { defaultValue: 'none' });
  const child = await world.draw('bytes/1', 'again/child/[area]{none}');
  const parent = await world.draw('bytes/1', 'again/[area]{none}/[token]');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: child } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  const values = { area: 'a b', token: 'given' };
  const { body: first } = await send('POST', `/operations/${parent}/run`, { deploy: true, globals: values });
  await world.project.ended(first.runId);
  expect((await send('GET', `/runs/${first.runId}/globals`)).body).toEqual({ globals: values, withheld: [] });
  const beneath = async () => (await world.project.runs(`?operationId=${parent}&top=true`)).beneath;
  await expect.poll(beneath).toHaveLength(1);
  const [below] = await beneath();
  expect((await send('GET', `/runs/${below?.id}/globals`)).body.globals).toEqual(values);

  await world.project.edit('Hide', {
    type: 'variable.change',
    variable: { id, name: 'token', required: false, hidden: true },
  });
  const { body: known } = await send('GET', `/runs/${first.runId}/globals`);
  expect(known).toEqual({ globals: { area: 'a b' }, withheld: ['token'] });
  executor.put.clear();
  const { body: again } = await send('POST', `/operations/${parent}/run`, { globals: known.globals });
  expect((await world.project.ended(again.runId)).state).toBe('Success');
  expect(executor.put.has('again/a b/none')).toBe(true);

  const plain = await world.project.run(child);
  expect((await send('GET', `/runs/${plain}/globals`)).body).toEqual({ globals: {}, withheld: [] });
  expect((await send('GET', `/runs/${newId('run')}/globals`)).status).toBe(404);
});

test('a reference with a default to a reserved name, or to one that differs by its case, is refused', async () => {
  await create('Shop');
  for (const name of ['jitterbit.nothing', 'Date', 'shop']) {
    const operation = await world.draw('bytes/1', `[${name}]{x}`);
    const { status, body } = await send('POST', '/deployments', { operationIds: [operation] });
    expect(status, name).toBe(422);
    expect(body.error.details).toMatchObject([{ code: 'unknown-variable' }]);
  }
});
