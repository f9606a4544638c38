import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeOldRuns } from '../../server/runs/retention.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { DEFAULT_OPTIONS } from '../../shared/project/operation-options.ts';
import { MOST_DEBUG_BYTES, type StepDebug } from '../../shared/runs/debug.ts';
import { REDACTED } from '../../shared/variables/redact.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await startRunWorld();
  await world.startAgent();
});
afterAll(() => world.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Draws Get → Put with debug mode on. */
async function drawn(source: string, target: string, debugUntil: string | null = inDays(1)): Promise<Id> {
  const operationId = await world.draw(source, target);
  const options = debugUntil === null ? DEFAULT_OPTIONS : { ...DEFAULT_OPTIONS, debugUntil };
  await world.project.edit('Debug', { type: 'operation.set-options', operationId, options });
  return operationId;
}

async function kept(runId: Id, stepId: Id): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${world.project.base}/runs/${runId}/debug/${stepId}`);
  return { status: response.status, body: await response.json() };
}

/** Runs an operation, and gives what was kept of its two steps. */
async function debugOf(operationId: Id): Promise<{ runId: Id; get: StepDebug; put: StepDebug }> {
  const runId = await world.project.run(operationId);
  const { steps } = await world.project.ended(runId);
  expect(steps.map(({ hasDebug }) => hasDebug)).toEqual([true, true]);
  const [get, put] = await Promise.all(steps.map(async ({ stepId }) => (await kept(runId, stepId)).body));
  const { reply } = routes.getStepDebug;
  return { runId, get: reply.parse(get), put: reply.parse(put) };
}

test('debug mode keeps what goes into each step and comes out of it', async () => {
  const { get, put } = await debugOf(await drawn('text/hello', 'out/[file]'));
  expect(get.input.hasContent).toBe(false);
  expect(JSON.parse(get.input.settings?.data ?? '')).toMatchObject({ bucket: 'bucket', key: 'text/hello' });
  expect(JSON.parse(get.output?.record.data ?? '')).toEqual({ key: 'text/hello' });
  expect(get.output?.content).toEqual({ encoding: 'text', data: 'hello', size: 5, isCut: false });
  expect(JSON.parse(put.input.record.data)).toEqual({ key: 'text/hello' });
  expect(JSON.parse(put.input.settings?.data ?? '')).toMatchObject({ key: 'out/hello' });
  expect(put.input.hasContent).toBe(true);
  expect(JSON.parse(put.output?.record.data ?? '')).toEqual({ key: 'out/hello', size: 5 });
});

test('of what is large the first mebibyte is kept; what is no text stands as base64', async () => {
  const { get } = await debugOf(await drawn('bytes/3000000', 'out/large'));
  const content = get.output?.content;
  expect(content).toMatchObject({ encoding: 'base64', size: 3_000_000, isCut: true });
  expect(Buffer.from(content?.data ?? '', 'base64')).toHaveLength(MOST_DEBUG_BYTES);
});

test('secrets of connections and values of hidden variables are blotted out wherever they occur', async () => {
  const variable = { id: newId('var'), name: 'token', required: false, hidden: true };
  await world.project.edit('Create', { type: 'variable.create', variable });
  const value = 'p@ss "word" ü';
  await fetch(`${world.project.base}/variables/${variable.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  });
  const text = `secret=the-secret json=${JSON.stringify(value)} url=${encodeURIComponent(value)} plain=${value}.`;
  const { runId, get, put } = await debugOf(await drawn(`text/${text}`, 'out/[token]/the-secret'));
  expect(get.output?.content?.data).toBe(`secret=${REDACTED} json="${REDACTED}" url=${REDACTED} plain=${REDACTED}.`);
  expect(JSON.parse(put.input.settings?.data ?? '')).toMatchObject({ key: `out/${REDACTED}/${REDACTED}` });
  expect(JSON.parse(put.output?.record.data ?? '')).toMatchObject({ key: `out/${REDACTED}/${REDACTED}` });
  const all = JSON.stringify([get, put]);
  for (const clear of ['the-secret', 'p@ss', 'p%40ss', 'word']) expect(all).not.toContain(clear);
  const rows = await world.server.database.db
    .selectFrom('run_debug')
    .select('content')
    .where('run_id', '=', runId)
    .execute();
  expect(rows).toHaveLength(2);
});

test('a secret across the end of what is kept is blotted out too', async () => {
  const { get } = await debugOf(await drawn(`padded/${MOST_DEBUG_BYTES - 5}/the-secret`, 'out/padded'));
  const data = get.output?.content?.data ?? '';
  expect(data).not.toContain('the-s');
  expect(data.replaceAll('x', '')).toBe(REDACTED.slice(0, 1));
});

test('of a run that fails everything up to the error is kept', async () => {
  const { get, put } = await debugOf(await drawn('text/some', 'fail/[date]{}'));
  expect(get.output?.content?.data).toBe('some');
  expect(put.input.hasContent).toBe(true);
  expect(put.output).toBeUndefined();
});

test('an operation whose debug mode is set for more than two weeks ahead is not deployed', async () => {
  const operationId = await drawn('text/hello', 'out/long', inDays(15));
  await expect(world.project.run(operationId)).rejects.toMatchObject({
    code: 'operation-invalid',
    message: expect.stringContaining('debug-too-long'),
  });
  const options = { ...DEFAULT_OPTIONS, debugUntil: inDays(14) };
  await world.project.edit('Debug', { type: 'operation.set-options', operationId, options });
  expect((await world.project.ended(await world.project.run(operationId))).state).toBe('Success');
});

test('nothing is kept without debug mode, or when its time is over', async () => {
  for (const debugUntil of [null, inDays(-1)]) {
    const runId = await world.project.run(await drawn('text/hello', 'out/none', debugUntil));
    const { steps } = await world.project.ended(runId);
    expect(steps.some(({ hasDebug }) => hasDebug)).toBe(false);
    expect(await kept(runId, steps[0]?.stepId ?? '')).toMatchObject({
      status: 404,
      body: { error: { code: 'debug-unknown' } },
    });
  }
});

test('what is kept goes after two weeks, and the run stays', async () => {
  const runId = await world.project.run(await drawn('text/hello', 'out/expires'));
  const { steps } = await world.project.ended(runId);
  const { db } = world.server.database;
  const mine = db.selectFrom('run_debug').selectAll().where('run_id', '=', runId);
  const [row] = await mine.execute();
  const days = ((row?.expires_at.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(14);
  await removeOldRuns(db, 30);
  expect(await mine.execute()).toHaveLength(2);
  await db
    .updateTable('run_debug')
    .set({ expires_at: new Date(0) })
    .where('run_id', '=', runId)
    .execute();
  expect((await kept(runId, steps[0]?.stepId ?? '')).status).toBe(404);
  await removeOldRuns(db, 30);
  expect(await mine.execute()).toHaveLength(0);
  expect((await world.project.ended(runId)).state).toBe('Success');
});
