import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunWorld, startRunWorld } from './run-world.ts';
import type { TestExecutor } from './test-executor.ts';

/** A machine with much else to do takes long over many runs. */
const PATIENT_MS = 120_000;

let world: RunWorld;
let executor: TestExecutor;
beforeAll(async () => {
  world = await startRunWorld();
  ({ executor } = await world.startAgent());
}, PATIENT_MS);
afterAll(() => world.close());

test('a run goes from submission to success, with its figures, steps and log', async () => {
  const operationId = await world.draw('bytes/1000000', 'target');
  const run = await world.project.ended(await world.project.run(operationId));
  expect(run).toMatchObject({ state: 'Success', bytes: 1_000_000, objects: 1, attempt: 1, lastMessage: null });
  expect(run.steps.map((step) => step.state)).toEqual(['complete', 'complete']);
  expect(run.steps[0]).toMatchObject({ totalBytes: 1_000_000, bytes: 1_000_000 });
  expect(executor.put.get('target')).toBe(1_000_000);
  const messages = await world.project.messages(run.id);
  expect(messages.map(({ code }) => code)).toEqual(['run-started', 'run-done']);
  expect(messages.map(({ number }) => number)).toEqual([1, 2]);
  expect(messages[1]?.text).toMatch(/^Done: 1 object, 1 MB in .+\(.+\/s\)\.$/);
  expect(run.messageCount).toBe(2);
});

test('warnings make it a success with warning', async () => {
  const run = await world.project.ended(await world.project.run(await world.draw('bytes/10', 'warn')));
  expect(run).toMatchObject({ state: 'Success with warning', lastMessage: 'Something is odd.' });
});

test('an error of the source ends the run in Error, at the source, with what to do', async () => {
  const run = await world.project.ended(await world.project.run(await world.draw('missing', 'target')));
  expect(run).toMatchObject({ state: 'Error', lastMessage: 'There is no object "missing".' });
  expect(run.steps.map((step) => step.state)).toEqual(['error', 'skipped']);
  const error = (await world.project.messages(run.id)).find(({ level }) => level === 'error');
  expect(error).toMatchObject({ code: 'key-missing', todo: 'Check the key.', stepId: run.steps[0]?.stepId });
});

test('a source that breaks while the target reads from it is told as the source’s error', async () => {
  const run = await world.project.ended(await world.project.run(await world.draw('break', 'target')));
  expect(run.state).toBe('Error');
  expect(run.steps.map((step) => step.state)).toEqual(['error', 'incomplete']);
});

test('an unforeseen failure of a connector ends one run, not the agent', async () => {
  const run = await world.project.ended(await world.project.run(await world.draw('crash', 'target')));
  expect(run.lastMessage).toContain('x is not a function');
  const next = await world.project.ended(await world.project.run(await world.draw('bytes/1', 'after')));
  expect(next.state).toBe('Success');
});

test('a running run is canceled, and what was running is incomplete', async () => {
  const runId = await world.project.run(await world.draw('bytes/10', 'wait'));
  while ((await world.project.getRun(runId)).state !== 'Running') await new Promise((done) => setTimeout(done, 10));
  const asked = await world.project.cancel(runId);
  expect(asked.state).toBe('Cancel requested');
  const run = await world.project.ended(runId);
  expect(run.state).toBe('Canceled');
  expect(run.steps.map((step) => step.state)).toEqual(['incomplete', 'incomplete']);
});

test('a list that ends an operation keeps its response with the run', async () => {
  const run = await world.project.ended(await world.project.run(await world.drawList('list/5000')));
  expect(run).toMatchObject({ state: 'Success', objects: 5000 });
  const [step] = run.steps;
  expect(step?.hasOutput).toBe(true);
  const url = `${world.project.base}/runs/${run.id}/output/${step?.stepId}`;
  const response = await fetch(url);
  expect(response.headers.get('content-disposition')).toMatch(/attachment.*List.*\.json/);
  const list = await response.json();
  expect(list).toMatchObject({ keyCount: 5000 });
  const { content } = await world.server.database.db
    .selectFrom('run_outputs')
    .select('content')
    .where('run_id', '=', run.id)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(gunzipSync(content).toString())).toEqual(list);
});

test(
  'many runs at once all succeed, once each',
  async () => {
    const operationId = await world.draw('bytes/1000', 'many');
    await world.project.run(operationId);
    const runIds = await Promise.all(Array.from({ length: 60 }, () => world.project.run(operationId, false)));
    const runs = await Promise.all(runIds.map((runId) => world.project.ended(runId, 500)));
    expect(new Set(runs.map((run) => run.state))).toEqual(new Set(['Success']));
    expect(new Set(runs.map((run) => run.attempt))).toEqual(new Set([1]));
  },
  PATIENT_MS,
);

test(
  'a server that restarts in the middle of a run finds the agent still at it',
  async () => {
    const runId = await world.project.run(await world.draw('bytes/10', 'wait'));
    while ((await world.project.getRun(runId)).state !== 'Running') await new Promise((done) => setTimeout(done, 10));
    await world.server.restart();
    await world.project.cancel(runId);
    const run = await world.project.ended(runId);
    expect(run).toMatchObject({ state: 'Canceled', attempt: 1 });
  },
  PATIENT_MS,
);
