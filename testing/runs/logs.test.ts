import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/database/sql.ts';
import { removeOldRuns } from '../../server/runs/retention.ts';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
let [good, bad, parent]: Id[] = [];
let [goodRun, badRun, parentRun]: Id[] = [];

beforeAll(async () => {
  world = await startRunWorld();
  await world.startAgent();
  good = await world.draw('bytes/100', 'reports/2026/Ünïted.csv');
  bad = await world.draw('missing', 'target');
  parent = await world.draw('bytes/5000000', 'warn');
  const action = { condition: 'success' as const, do: { kind: 'run-operation' as const, operationId: bad } };
  await world.project.edit('Link', { type: 'action.add', operationId: parent, action });
  goodRun = await world.project.run(good);
  await world.project.ended(goodRun);
  badRun = await world.project.run(bad);
  await world.project.ended(badRun);
  parentRun = await world.project.run(parent);
  for (let state = ''; state !== 'Success with child error'; ) ({ state } = await world.project.ended(parentRun));
});
afterAll(() => world.close());

/** The ids of the runs of a list. */
async function list(query: Record<string, string>): Promise<Id[]> {
  return (await page(query)).runs.map(({ id }) => id);
}

async function page(query: Record<string, string>) {
  return world.project.runs(`?${new URLSearchParams(query)}`);
}

async function nameOf(runId: Id | undefined): Promise<string> {
  return (await world.project.getRun(runId ?? '')).operationName;
}

test('runs are found by a part of the name of their operation, in any case', async () => {
  const name = await nameOf(goodRun);
  expect(await list({ operation: name.toUpperCase() })).toEqual([goodRun]);
  expect(await list({ operation: 'no such operation' })).toEqual([]);
  expect(await list({ operation: '%' })).toEqual([]);
});

test('runs are found by words of their messages, each as the beginning of a word', async () => {
  expect((await list({ message: 'no object missing' })).sort()).toContain(badRun);
  expect(await list({ message: 'no object missing' })).not.toContain(goodRun);
  expect(await list({ message: 'ODD' })).toEqual([parentRun]);
  expect(await list({ message: 'somethi is od' })).toEqual([parentRun]);
  expect(await list({ message: 'dd' })).toEqual([]);
  expect(await list({ message: "'); drop table runs; --" })).toEqual([]);
  expect(await list({ message: '!!! ---' })).toEqual([]);
  expect(await list({ message: 'ended with', operation: await nameOf(badRun) })).toHaveLength(2);
});

test('a run that is still going is found by its messages, too', async () => {
  const waiting = await world.draw('bytes/1', 'wait');
  const runId = await world.project.run(waiting);
  await expect.poll(async () => (await list({ message: 'starts on the agent' })).includes(runId)).toBe(true);
  await world.project.cancel(runId);
  await world.project.ended(runId);
  expect(await list({ message: 'canceled after' })).toEqual([runId]);
});

test('by state, by several, by time', async () => {
  expect(await list({ states: 'Success with child error' })).toEqual([parentRun]);
  const both = await list({ states: 'Success with child error,Success' });
  expect(both).toContain(goodRun);
  expect(both).toContain(parentRun);
  expect(both).not.toContain(badRun);
  const { submittedAt } = await world.project.getRun(parentRun ?? '');
  expect(await list({ to: new Date(Date.parse(submittedAt) - 1).toISOString() })).toEqual([badRun, goodRun]);
  const later = await list({ from: submittedAt });
  expect(later).not.toContain(badRun);
  const response = await fetch(`${world.project.base}/runs?states=Lost`);
  expect(response.status).toBe(400);
});

test('what actions started comes beneath the runs that started it', async () => {
  const { runs, beneath } = await page({ top: 'true', operation: await nameOf(parentRun) });
  expect(runs.map(({ id }) => id)).toEqual([parentRun]);
  expect(beneath).toMatchObject([{ parentRunId: parentRun, operationId: bad, state: 'Error' }]);
});

test('every order goes page by page through all runs, none twice', async () => {
  const all = new Set(await list({ limit: '200' }));
  for (const sort of ['newest', 'oldest', 'longest', 'most-bytes', 'most-objects', 'most-messages']) {
    const seen: Id[] = [];
    for (let cursor = ''; ; ) {
      const { runs, next } = await page({ sort, limit: '2', ...(cursor ? { cursor } : {}) });
      seen.push(...runs.map(({ id }) => id));
      if (next === null) break;
      cursor = next;
    }
    expect(new Set(seen)).toEqual(all);
    expect(seen).toHaveLength(all.size);
  }
  const [longest] = RunPage.parse(await page({ sort: 'most-bytes' })).runs;
  expect(longest?.id).toBe(parentRun);
});

test('a log is downloaded as text and as JSON Lines', async () => {
  const text = await fetch(`${world.project.base}/runs/${badRun}/log`);
  expect(text.headers.get('content-disposition')).toMatch(/attachment; filename="Operation.*\.log"/);
  const body = await text.text();
  expect(body).toContain('State      Error');
  expect(body).toMatch(/Z {2}error {4}There is no object "missing"\.\n *→ Check the key\.\n/);
  const lines = (await (await fetch(`${world.project.base}/runs/${badRun}/log?format=jsonl`)).text())
    .trim()
    .split('\n');
  const [first, ...messages] = lines.map((line): unknown => JSON.parse(line));
  expect(first).toMatchObject({ run: { id: badRun, state: 'Error' } });
  expect(messages).toEqual(await world.project.messages(badRun ?? ''));
});

test('the course of a run is kept', async () => {
  const response = await fetch(`${world.project.base}/runs/${parentRun}/throughput`);
  const { points } = routes.getThroughput.reply.parse(await response.json());
  expect(points.length).toBeGreaterThan(0);
});

test('runs that ended long enough ago go with their messages; those that are going stay, however old', async () => {
  const { db } = world.server.database;
  await sql`update runs set ended_at = now() - interval '31 days' where id = ${badRun}`.execute(db);
  const waiting = await world.project.run(await world.draw('bytes/1', 'wait'));
  await sql`update runs set submitted_at = now() - interval '31 days' where id = ${waiting}`.execute(db);
  expect(await removeOldRuns(db, 30)).toBe(1);
  expect(await removeOldRuns(db, 30)).toBe(0);
  const ids = await list({ limit: '200' });
  expect(ids).not.toContain(badRun);
  expect(ids).toContain(waiting);
  for (const table of ['run_messages', 'run_texts']) {
    const { rows } = await sql`select from ${sql.table(table)} where run_id = ${badRun}`.execute(db);
    expect(rows).toEqual([]);
  }
  await world.project.cancel(waiting);
});
