import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/database/sql.ts';
import { delaySeconds } from '../../server/runs/end.ts';
import type { ActionCondition } from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import { DEFAULT_OPTIONS, type OperationOptions } from '../../shared/project/operation-options.ts';
import type { Run } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import type { TestExecutor } from './test-executor.ts';

let world: RunWorld;
let executor: TestExecutor;
beforeAll(async () => {
  world = await startRunWorld();
  ({ executor } = await world.startAgent());
});
afterAll(() => world.close());

async function withOptions(operationId: Id, options: Partial<OperationOptions>): Promise<Id> {
  await world.project.edit('Set options', {
    type: 'operation.set-options',
    operationId,
    options: { ...DEFAULT_OPTIONS, ...options },
  });
  return operationId;
}

async function link(operationId: Id, condition: ActionCondition, targetId: Id): Promise<void> {
  const action = { condition, do: { kind: 'run-operation' as const, operationId: targetId } };
  await world.project.edit('Link', { type: 'action.add', operationId, action });
}

async function codes(runId: Id): Promise<string[]> {
  return (await world.project.messages(runId)).map(({ code }) => code);
}

/** Waits until a run and all beneath it have ended; gives the runs beneath it. */
async function family(runId: Id): Promise<Run[]> {
  await world.project.ended(runId);
  const { runs } = await world.project.runs('?limit=200');
  const children = runs.filter(({ parentRunId }) => parentRunId === runId);
  for (const child of children) await family(child.id);
  return Promise.all(children.map(({ id }) => world.project.getRun(id)));
}

test('after the operation time out a run is canceled, and says so', async () => {
  const operationId = await withOptions(await world.draw('bytes/1', 'wait'), {
    timeOut: { amount: 1, unit: 'seconds' },
  });
  const runId = await world.project.run(operationId);
  expect((await world.project.ended(runId)).state).toBe('Canceled');
  const timedOut = (await world.project.messages(runId)).find(({ code }) => code === 'timed-out');
  expect(timedOut?.text).toBe("The operation's time-out of 1 seconds has passed.");
});

test('with Errors only a log holds errors alone', async () => {
  const fine = await withOptions(await world.draw('bytes/1', 'warn'), { log: 'errors' });
  const fineRun = await world.project.run(fine);
  expect((await world.project.ended(fineRun)).state).toBe('Success with warning');
  expect(await codes(fineRun)).toEqual([]);
  const bad = await withOptions(await world.draw('missing', 'target'), { log: 'errors' });
  const badRun = await world.project.run(bad);
  await world.project.ended(badRun);
  expect(await codes(badRun)).toEqual(['key-missing']);
});

test('a failed run is tried again as often as the options say, and its actions wait for the last try', async () => {
  const failing = await withOptions(await world.draw('missing', 'target'), {
    retries: { attempts: 2, firstDelaySeconds: 1, longestDelaySeconds: 1 },
  });
  const next = await world.draw('bytes/1', 'after-the-last-try');
  await link(failing, 'fail', next);
  const begun = executor.begun.get('missing') ?? 0;
  const runId = await world.project.run(failing);
  const children = await family(runId);
  const run = await world.project.getRun(runId);
  expect(run).toMatchObject({ state: 'Error', attempt: 3 });
  expect((executor.begun.get('missing') ?? 0) - begun).toBe(3);
  expect((await codes(runId)).filter((code) => code === 'tried-again')).toHaveLength(2);
  expect(children.map(({ operationId }) => operationId)).toEqual([next]);
});

test('a run that waits for its next try can be canceled', async () => {
  const failing = await withOptions(await world.draw('missing', 'target'), {
    retries: { attempts: 5, firstDelaySeconds: 3600, longestDelaySeconds: 3600 },
  });
  const runId = await world.project.run(failing);
  await expect.poll(() => codes(runId)).toContain('tried-again');
  expect((await world.project.getRun(runId)).state).toBe('Submitted');
  expect((await world.project.cancel(runId)).state).toBe('Canceled');
});

test('the wait before a try doubles up to the longest', () => {
  const retries = { attempts: 20, firstDelaySeconds: 30, longestDelaySeconds: 600 };
  expect([0, 1, 2, 4, 5, 19].map((done) => delaySeconds(retries, done))).toEqual([30, 60, 120, 480, 600, 600]);
});

test('a run whose children fail becomes Success with child error, up to the top', async () => {
  const [top, middle, bottom] = [
    await world.draw('bytes/1', 'x'),
    await world.draw('bytes/1', 'y'),
    await world.draw('missing', 'z'),
  ];
  await link(top, 'success', middle);
  await link(middle, 'success', bottom);
  const runId = await world.project.run(top);
  await expect.poll(async () => (await world.project.getRun(runId)).state).toBe('Success with child error');
  expect((await family(runId)).map(({ state }) => state)).toEqual(['Success with child error']);
  expect(await codes(runId)).toContain('child-error');
});

test('a run that failed stays in Error, whatever becomes of what it led to', async () => {
  const [top, handler] = [await world.draw('missing', 'x'), await world.draw('missing', 'y')];
  await link(top, 'fail', handler);
  const runId = await world.project.run(top);
  expect((await family(runId)).map(({ state }) => state)).toEqual(['Error']);
  expect((await world.project.getRun(runId)).state).toBe('Error');
});

test('without a source object the actions on success are done only when the options say so', async () => {
  const next = await world.draw('bytes/1', 'x');
  const none = await world.drawList('list/0');
  await link(none, 'success', next);
  const runId = await world.project.run(none);
  expect(await family(runId)).toEqual([]);
  expect((await world.project.getRun(runId)).state).toBe('Success with info');
  expect(await codes(runId)).toContain('no-source-objects');
  await withOptions(none, { runSuccessWithoutSourceFiles: true });
  const again = await world.project.run(none);
  expect((await family(again)).map(({ operationId }) => operationId)).toEqual([next]);
  expect((await world.project.getRun(again)).state).toBe('Success');
  const some = await world.drawList('list/3');
  await link(some, 'success', next);
  expect(await family(await world.project.run(some))).toHaveLength(1);
});

test('nothing of a run that was tried again is left held back', async () => {
  const { rows } = await sql`select id from runs where held is not null and ended_at is not null`.execute(
    world.server.database.db,
  );
  expect(rows).toEqual([]);
});
