import { expect, test } from 'vitest';
import { createExecution } from '../../server/runs/execution.ts';
import { VERSION } from '../../server/version.ts';
import { newId } from '../../shared/project/id.ts';
import { startRunWorld } from '../runs/run-world.ts';

test('a schedule runs at its minute, by the real clock, once with two servers', { timeout: 150_000 }, async () => {
  const world = await startRunWorld();
  const { core } = world.server.app;
  const second = createExecution(core, { logDays: 30, version: VERSION });
  await second.start();
  await world.startAgent();
  const operationId = await world.draw('bytes/1', 'target');
  const schedule = {
    id: newId('sch'),
    name: 'Every minute',
    occurrence: { kind: 'daily' as const, every: 1 },
    frequency: { kind: 'repeated' as const, every: 1, unit: 'minutes' as const, from: '00:00', until: '23:59' },
    startDate: '2026-01-01',
    timeZone: 'UTC',
  };
  await world.project.edit('Create schedule', { type: 'schedule.create', schedule });
  await world.project.edit('Set schedule', { type: 'operation.set-schedule', operationId, scheduleId: schedule.id });
  const first = await world.project.run(operationId);
  await expect.poll(async () => (await world.project.runs()).runs.length, { timeout: 90_000 }).toBeGreaterThan(1);
  const [run] = (await world.project.runs()).runs;
  expect(run?.id).not.toBe(first);
  await world.project.ended(run?.id ?? '');
  const rows = await core.database.db
    .selectFrom('runs')
    .select(['scheduled_for', 'submitted_at'])
    .where('scheduled_for', 'is not', null)
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.scheduled_for?.getTime())).size).toBe(rows.length);
  for (const row of rows) {
    expect(row.scheduled_for?.getUTCSeconds()).toBe(0);
    expect(row.submitted_at.getTime()).toBeGreaterThanOrEqual(row.scheduled_for?.getTime() ?? Number.POSITIVE_INFINITY);
  }
  await second.stop();
  await world.close();
});
