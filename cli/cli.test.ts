import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessToken } from '../server/http/access-token.ts';
import { startTestServer } from '../server/test-server.ts';
import { routes } from '../shared/api/routes.ts';
import { NumberedMessage } from '../shared/api/run-replies.ts';
import { type Id, newId } from '../shared/project/id.ts';
import { Run } from '../shared/runs/run.ts';
import { firstPerson, signedIn } from '../testing/access/visitor.ts';
import { childrenOf } from '../testing/product/processes.ts';
import { type RunWorld, startRunWorld } from '../testing/runs/run-world.ts';
import type { TestExecutor } from '../testing/runs/test-executor.ts';
import { EXIT } from './exit-codes.ts';

// Each call is two processes, and some tests make many.
vi.setConfig({ testTimeout: 120_000 });

let world: RunWorld;
let executor: TestExecutor;
let good: Id;
let bad: Id;
let waits: Id;
beforeAll(async () => {
  world = await startRunWorld();
  ({ executor } = await world.startAgent());
  good = await world.draw('bytes/10', 'cli/[place]{nowhere}');
  bad = await world.draw('missing', 'x');
  waits = await world.draw('bytes/1', 'wait');
});
afterAll(() => world.close());

function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sluice.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SLUICE_URL: world.server.url, ...env },
  });
  const ended = once(child, 'exit');
  const done = Promise.all([text(child.stdout), text(child.stderr), ended]).then(([out, err, [code]]) => ({
    out,
    err,
    code: Number(code),
  }));
  return { child, done };
}

const sluice = (...args: string[]) => start(args).done;
const nameOf = async (id: Id) => (await world.project.state()).project.operations[id]?.name ?? '';

test('run deploys and runs an operation by its name, with values, and waits for its end', async () => {
  const args = ['run', 'runs', await nameOf(good), '--deploy', '--wait', '--value', 'place=a=b'];
  const { code, out, err } = await sluice(...args);
  expect([code, out]).toEqual([EXIT.success, expect.stringMatching(/^Success: 1 object, 10 B in /)]);
  expect(err).toMatch(/^Run run_\w+$/m);
  expect(executor.put.has('cli/a=b')).toBe(true);
});

test('run without --wait prints the id of the run alone; --again takes the values of an earlier one', async () => {
  const first = await sluice('run', 'Runs', good, '--deploy', '--value', 'place=here');
  expect(first).toMatchObject({ code: EXIT.success, err: '' });
  const runId = first.out.trim();
  await world.project.ended(runId);
  executor.put.clear();
  const again = await sluice('run', 'Runs', good, '--again', runId, '--wait', '--json');
  expect(again.code).toBe(EXIT.success);
  expect(Run.parse(JSON.parse(again.out))).toMatchObject({ state: 'Success', operationId: good });
  expect([...executor.put.keys()]).toEqual(['cli/here']);
});

test('the end of a run is the exit code', async () => {
  const failed = await sluice('run', 'Runs', bad, '--deploy', '--wait');
  expect(failed).toMatchObject({ code: EXIT.error, out: expect.stringMatching(/^Error: /) });
  expect(failed.err).toContain('There is no object "missing".');

  const { child, done } = start(['run', 'Runs', waits, '--deploy', '--wait']);
  const runId = await world.project.runs(`?operationId=${waits}`).then(async function found({ runs }): Promise<Id> {
    return runs[0]?.id ?? found(await world.project.runs(`?operationId=${waits}`));
  });
  await expect.poll(async () => (await world.project.getRun(runId)).state).toBe('Running');
  expect(await sluice('cancel', runId, '--wait')).toMatchObject({ code: EXIT.success, out: 'Canceled\n' });
  expect(await done).toMatchObject({ code: EXIT.canceled, out: expect.stringMatching(/^Canceled/) });
  expect(child.exitCode).toBe(EXIT.canceled);
  expect(await sluice('cancel', runId)).toMatchObject({
    code: EXIT.refused,
    err: expect.stringContaining('has ended already: Canceled'),
  });
});

test('--wait waits for what actions started, and tells of its error', async () => {
  const parent = await world.draw('bytes/1', 'fine');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: bad } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  const { code, out } = await sluice('run', 'Runs', parent, '--deploy', '--wait');
  expect([code, out]).toEqual([EXIT.error, expect.stringMatching(/^Success with child error: /)]);
});

test('Ctrl-C ends the waiting, and not the run', async () => {
  const { child, done } = start(['run', 'Runs', waits, '--deploy', '--wait']);
  const [line] = await once(child.stderr.setEncoding('utf8'), 'data');
  const runId = /run_\w+/.exec(String(line))?.[0] ?? '';
  await expect.poll(async () => (await world.project.getRun(runId)).state).toBe('Running');
  child.kill('SIGINT');
  // What a terminal does: the program beneath gets it too. Alone, the starter waits for that one.
  for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid, 'SIGINT');
  expect((await done).code).toBe(EXIT.interrupted);
  expect((await world.project.getRun(runId)).state).toBe('Running');
  await world.project.cancel(runId);
  await world.project.ended(runId);
});

test('runs lists the runs of a project or an operation, by state', async () => {
  await world.project.ended(await world.project.run(bad));
  const listed = await sluice('runs', 'Runs', bad);
  const lines = listed.out.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^RUN +STATE +STARTED/);
  for (const line of lines.slice(1)) expect(line).toMatch(/^run_\w+ +Error /);
  const { out } = await sluice('runs', 'Runs', '--state', 'error', '--json', '--limit', '1', '--since', '1h');
  const found = Run.array().parse(JSON.parse(out));
  expect(found.map(({ state }) => state)).toEqual(['Error']);
  expect((await sluice('runs', 'Runs', good, '--state', 'Canceled')).out).toBe('');
});

test('logs prints a log, and follows it to the end of the run', async () => {
  const runId = await world.project.run(bad);
  const followed = await sluice('logs', runId, '--follow', '--json');
  expect(followed.code).toBe(EXIT.error);
  const lines = followed.out
    .trimEnd()
    .split('\n')
    .map((line) => NumberedMessage.parse(JSON.parse(line)));
  expect(lines.map(({ code }) => code)).toEqual(['run-started', 'key-missing', 'run-failed']);
  const printed = await sluice('logs', runId);
  expect(printed).toMatchObject({ code: EXIT.success, err: '' });
  expect(printed.out).toContain('There is no object "missing".');
  expect((await sluice('logs', runId, '--json')).out.split('\n')[0]).toContain(`"run":{"id":"${runId}"`);
});

test.each([
  [EXIT.usage, []],
  [EXIT.usage, ['fly']],
  [EXIT.usage, ['run', 'Runs']],
  [EXIT.usage, ['run', 'Runs', 'a', 'b']],
  [EXIT.usage, ['run', 'Runs', 'a', '--value', 'novalue']],
  [EXIT.usage, ['runs', 'Runs', '--state', 'Happy']],
  [EXIT.usage, ['runs', 'Runs', '--fast']],
  [EXIT.usage, ['runs', 'Runs', '--server', 'ftp://x']],
  [EXIT.unknown, ['runs', 'Nowhere']],
  [EXIT.unknown, ['run', 'Runs', 'Nothing']],
  [EXIT.unknown, ['logs', newId('run')]],
  [EXIT.unknown, ['cancel', 'nonsense']],
  [EXIT.unavailable, ['runs', 'Runs', '--server', 'http://127.0.0.1:9']],
  [EXIT.success, ['--help']],
  [EXIT.success, ['run', '--help']],
])('ends with %i: sluice %j', async (expected, args) => {
  const { code, out, err } = await sluice(...args);
  expect(code).toBe(expected);
  if (expected === EXIT.success) expect(out).toContain('Usage: sluice');
  else expect([out, err]).toEqual(['', expect.stringMatching(/\S/)]);
});

test('what is not deployed is refused, with what to do', async () => {
  const undeployed = await world.draw('bytes/1', 'undeployed');
  expect(await sluice('run', 'Runs', undeployed)).toMatchObject({
    code: EXIT.refused,
    err: expect.stringContaining('Deploy it first'),
  });
});

test('a server that asks for an access token gets that of the environment', async () => {
  const hash = createHash('sha256').update('the-token').digest('hex');
  const guarded = await startTestServer({ token: async () => accessToken(hash, 'sluice') });
  const project = await fetch(`${guarded.url}/api/projects`, {
    method: 'POST',
    headers: { authorization: 'Bearer the-token', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Guarded' }),
  });
  expect(project.status).toBe(200);
  const listed = (token: string) => start(['runs', 'Guarded'], { SLUICE_URL: guarded.url, SLUICE_TOKEN: token }).done;
  for (const token of ['', 'wrong']) {
    const { code, err } = await listed(token);
    expect([code, err]).toEqual([EXIT.denied, expect.stringContaining('SLUICE_TOKEN')]);
  }
  expect(await listed('the-token')).toEqual({ code: EXIT.success, out: '', err: '' });
  await guarded.close();
});

test('a server on which people sign in gets an access key, which may do what its person may', async () => {
  const guarded = await startTestServer();
  const ada = await firstPerson(guarded.url);
  await ada.call(routes.createProject, { body: { name: 'Guarded' } });
  const { visitor } = await signedIn(ada, 'bea', { levels: { env_default: 'view-logs' } });
  const { key } = await visitor.call(routes.createAccessKey, { body: { name: 'cli', days: 1 } });
  const run = (args: string[], token: string) => start(args, { SLUICE_URL: guarded.url, SLUICE_TOKEN: token }).done;
  expect(await run(['runs', 'Guarded'], key)).toEqual({ code: EXIT.success, out: '', err: '' });
  for (const token of ['', 'slk_wrong', 'the-token']) {
    const { code, err } = await run(['runs', 'Guarded'], token);
    expect([code, err]).toEqual([EXIT.denied, expect.stringMatching(/access key.*SLUICE_TOKEN/)]);
  }
  const published = await run(['connector', 'list'], key);
  expect([published.code, published.err]).toEqual([EXIT.denied, expect.stringContaining('Only administrators')]);
  await guarded.close();
});
