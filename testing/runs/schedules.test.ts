import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Gateway } from '../../agent/gateway.ts';
import { createEnvironments } from '../../server/environments/service.ts';
import { releaseHeld } from '../../server/runs/release.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import { fireDue, type ScheduleParts } from '../../server/schedules/fire.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { DEFAULT_OPTIONS, type OperationOptions } from '../../shared/project/operation-options.ts';
import type { Frequency } from '../../shared/schedules/recurrence.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

/** Fifty times on three servers take long where much else is done. */
vi.setConfig({ testTimeout: 120_000 });

let world: RunWorld;
let gateway: Gateway;
beforeAll(async () => {
  world = await startRunWorld();
  ({ gateway } = await world.gateway());
});
afterAll(() => world.close());

const never = new AbortController().signal;
const DAY = 86_400_000;
/** Midnight of the second day from now, UTC: the simulated time is ahead, so that the server's own clock does nothing. */
const midnight = Math.ceil(Date.now() / DAY) * DAY + DAY;
let now = new Date(midnight);
beforeEach(() => {
  now = new Date(midnight);
});

function parts(): ScheduleParts {
  const { core } = world.server.app;
  return {
    core,
    queue: createRunQueue(core.database),
    environments: createEnvironments(core),
    now: async () => now,
  };
}

const everyMinute: Frequency = { kind: 'repeated', every: 1, unit: 'minutes', from: '00:00', until: '23:59' };

/** Draws an operation with a schedule and deploys it; its first time is the simulated midnight plus a minute. */
async function scheduled(frequency: Frequency = everyMinute, options: Partial<OperationOptions> = {}): Promise<Id> {
  const operationId = await world.draw('bytes/1', 'target');
  const schedule = {
    id: newId('sch'),
    name: `Schedule of ${operationId}`,
    occurrence: { kind: 'daily' as const, every: 1 },
    frequency,
    startDate: new Date(midnight).toISOString().slice(0, 10),
    timeZone: 'UTC',
  };
  await world.project.edit('Create schedule', { type: 'schedule.create', schedule });
  await world.project.edit('Set schedule', { type: 'operation.set-schedule', operationId, scheduleId: schedule.id });
  await world.project.edit('Set options', {
    type: 'operation.set-options',
    operationId,
    options: { ...DEFAULT_OPTIONS, ...options },
  });
  await deploy(operationId);
  return operationId;
}

async function call<R extends z.ZodType>(method: string, path: string, reply: R, body?: unknown): Promise<z.infer<R>> {
  const response = await fetch(`${world.project.base}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return reply.parse(JSON.parse(text));
}

function deploy(operationId: Id) {
  return call('POST', '/deployments', routes.deploy.reply, { operationIds: [operationId] });
}

function enable(operationId: Id, enabled: boolean) {
  return call('PUT', `/operations/${operationId}/schedule`, routes.enableSchedule.reply, { enabled });
}

async function stateOf(operationId: Id) {
  const { schedules } = await call('GET', '/schedules', routes.listSchedules.reply);
  return schedules.find((one) => one.operationId === operationId);
}

async function runsOf(operationId: Id) {
  return (await world.project.runs(`?operationId=${operationId}&limit=200`)).runs;
}

/** Ends every run that waits. */
async function finishAll(): Promise<void> {
  for (;;) {
    // A claim with nothing to take waits: looked first whether there is something.
    const waiting = await world.server.database.db
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'Submitted')
      .where('held', 'is', null)
      .execute();
    if (waiting.length === 0) return;
    const { runs } = await gateway.claim(10, never);
    const reports = runs.map(({ runId, fence }) => ({
      runId,
      fence,
      steps: [],
      messages: [],
      firstMessage: 0,
      end: 'Success' as const,
    }));
    await gateway.report({ reports, running: 0 });
  }
}

test('runs at its times once it is deployed, and not before; the log says why it runs', async () => {
  const operationId = await scheduled();
  now = new Date(midnight - 1);
  await fireDue(parts());
  expect(await runsOf(operationId)).toEqual([]);
  now = new Date(midnight + 400);
  await fireDue(parts());
  await fireDue(parts());
  const [run, ...more] = await runsOf(operationId);
  expect(more).toEqual([]);
  const texts = (await world.project.messages(run?.id ?? '')).map(({ text }) => text).join('\n');
  expect(texts).toContain(
    `Started by the schedule "Schedule of ${operationId}", planned for ${new Date(midnight).toISOString()}.`,
  );
  expect(await stateOf(operationId)).toMatchObject({ last: { outcome: 'run', runId: run?.id } });
  await enable(operationId, false);
  await finishAll();
});

test('fifty minutes on several servers at once run fifty times, each once', async () => {
  const operationId = await scheduled(everyMinute, { overlap: 'allow' });
  const MINUTES = 50;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    now = new Date(midnight + minute * 60_000 + 250);
    await Promise.all([fireDue(parts()), fireDue(parts()), fireDue(parts())]);
  }
  const rows = await world.server.database.db
    .selectFrom('runs')
    .select('scheduled_for')
    .where('operation_id', '=', operationId)
    .orderBy('number')
    .execute();
  const expected = Array.from({ length: MINUTES }, (_, minute) => new Date(midnight + minute * 60_000));
  expect(rows.map((row) => row.scheduled_for)).toEqual(expected);
  await enable(operationId, false);
  await finishAll();
});

test('while a run is going the next time is skipped, and told so', async () => {
  const operationId = await scheduled();
  now = new Date(midnight);
  await fireDue(parts());
  now = new Date(midnight + 60_000);
  await fireDue(parts());
  expect(await runsOf(operationId)).toHaveLength(1);
  expect(await stateOf(operationId)).toMatchObject({ last: { outcome: 'skipped', runId: null } });
  await finishAll();
  now = new Date(midnight + 120_000);
  await fireDue(parts());
  expect(await runsOf(operationId)).toHaveLength(2);
  await enable(operationId, false);
  await finishAll();
});

test('times missed while no server was there: the newest runs once when it is at most an hour ago', async () => {
  const hourly = await scheduled({ kind: 'repeated', every: 10, unit: 'minutes', from: '00:00', until: '12:00' });
  await world.server.restart();
  now = new Date(midnight + 5 * 3_600_000 + 60_000);
  await fireDue(parts());
  const [run, ...more] = await runsOf(hourly);
  expect(more).toEqual([]);
  const texts = (await world.project.messages(run?.id ?? '')).map(({ text }) => text).join('\n');
  expect(texts).toContain('T05:00:00.000Z. Times before it were missed, and are passed over.');
  await finishAll();
  now = new Date(midnight + 20 * 3_600_000);
  await fireDue(parts());
  expect(await runsOf(hourly)).toHaveLength(1);
  expect(await stateOf(hourly)).toMatchObject({ last: { outcome: 'missed' } });
  await enable(hourly, false);
});

test('switched off it does not run; switched on again it goes on from then, without a deployment', async () => {
  const operationId = await scheduled();
  expect(await enable(operationId, false)).toMatchObject({ enabled: false, nextTimes: [] });
  now = new Date(midnight + 60_000);
  await fireDue(parts());
  expect(await runsOf(operationId)).toEqual([]);
  await deploy(operationId);
  expect(await stateOf(operationId)).toMatchObject({ enabled: false });
  const { nextTimes } = await enable(operationId, true);
  expect(nextTimes).toHaveLength(5);
  await fireDue(parts());
  expect(await runsOf(operationId)).toHaveLength(1);
  await enable(operationId, false);
  await finishAll();
});

test('what was deployed counts, not what is designed; deployed without a schedule it no longer runs by itself', async () => {
  const operationId = await scheduled();
  await world.project.edit('Unset', { type: 'operation.set-schedule', operationId, scheduleId: null });
  await fireDue(parts());
  expect(await runsOf(operationId)).toHaveLength(1);
  await finishAll();
  await deploy(operationId);
  now = new Date(midnight + 60_000);
  await fireDue(parts());
  expect(await runsOf(operationId)).toHaveLength(1);
  expect(await stateOf(operationId)).toBeUndefined();
  await expect(enable(operationId, true)).rejects.toThrow('schedule-unknown');
});

test('with Overlap set to Queue all runs wait for one another, in order, whatever started them', async () => {
  const operationId = await scheduled(everyMinute, { overlap: 'queue' });
  const byHand = await world.project.run(operationId, false);
  await fireDue(parts());
  now = new Date(midnight + 60_000);
  await fireDue(parts());
  const order = (await runsOf(operationId)).map(({ id }) => id).reverse();
  expect(order).toHaveLength(3);
  expect(order[0]).toBe(byHand);
  await enable(operationId, false);
  for (const runId of order) {
    await releaseHeld(parts());
    await releaseHeld(parts());
    const { runs } = await gateway.claim(10, never);
    expect(runs.map((run) => run.runId)).toEqual([runId]);
    const report = {
      runId,
      fence: runs[0]?.fence ?? 0,
      steps: [],
      messages: [],
      firstMessage: 0,
      end: 'Success' as const,
    };
    await gateway.report({ reports: [report], running: 0 });
  }
});

test('a deleted operation no longer runs by itself', async () => {
  const operationId = await scheduled();
  await world.project.edit('Take out', { type: 'operation.remove', operationId });
  await world.project.edit('Delete', { type: 'operation.delete', operationId });
  await fireDue(parts());
  expect(await runsOf(operationId)).toEqual([]);
});

/** The world's parts, with a database whose transactions fail as told: after their work, when the rollback has freed the rows. */
function failingWith(error: Error, meanwhile: () => Promise<unknown> = async () => undefined): ScheduleParts {
  const all = parts();
  const { database } = all.core;
  let failures = 1;
  const transaction: typeof database.transaction = async (work) => {
    if (failures === 0) return database.transaction(work);
    failures -= 1;
    await database
      .transaction(async (trx) => {
        await work(trx);
        throw new Error('to be rolled back');
      })
      .catch(() => undefined);
    await meanwhile();
    throw error;
  };
  return { ...all, core: { ...all.core, database: { ...database, transaction } } };
}

test('a time whose start the database has interrupted runs once it is there again', async () => {
  const operationId = await scheduled({ kind: 'once', at: '00:00' });
  const lost = Object.assign(new Error('idle-in-transaction timeout'), { code: '25P03' });
  await expect(fireDue(failingWith(lost))).rejects.toThrow(lost);
  await fireDue(parts());
  const [run] = await runsOf(operationId);
  expect(await stateOf(operationId)).toMatchObject({ last: { outcome: 'run', runId: run?.id } });
  expect(run).toBeDefined();
  await enable(operationId, false);
  await finishAll();
});

test('a time that failed here and was run by another server meanwhile is told as run', async () => {
  const operationId = await scheduled();
  await fireDue(failingWith(new Error('broken'), () => fireDue(parts())));
  const [run] = await runsOf(operationId);
  expect(await stateOf(operationId)).toMatchObject({ last: { outcome: 'run', runId: run?.id } });
  await enable(operationId, false);
  await finishAll();
});

test('a time that failed while the schedule was taken away stops no other schedule', async () => {
  const operationId = await scheduled();
  await world.project.edit('Unset', { type: 'operation.set-schedule', operationId, scheduleId: null });
  await fireDue(failingWith(new Error('broken'), () => deploy(operationId)));
  const row = await world.server.database.db
    .selectFrom('operation_schedules')
    .select(['recurrence', 'next_at'])
    .where('operation_id', '=', operationId)
    .executeTakeFirst();
  expect(row, 'one without a recurrence would be due for ever').toEqual({ recurrence: null, next_at: null });
});
