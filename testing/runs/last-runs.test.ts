import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../shared/project/id.ts';
import { isManual } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
let operationId: Id;
beforeAll(async () => {
  world = await startRunWorld();
  operationId = await world.draw('bytes/1', 'target');
  await world.project.deploy([operationId]);
});
afterAll(() => world.close());

/** Writes a run that began so many minutes ago. */
async function write(id: Id, minutesAgo: number, more: { ended?: boolean; parent?: Id; scheduled?: boolean }) {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  const values = {
    id,
    project_id: world.project.projectId,
    operation_id: operationId,
    operation_name: 'Copy',
    deployment_id: 'dep_a',
    agent_group_id: 'grp_cloud',
    steps: '[]',
    submitted_at: at,
    state: more.ended ? ('Success' as const) : ('Running' as const),
    ended_at: more.ended ? at : null,
    parent_run_id: more.parent ?? null,
    scheduled_for: more.scheduled ? at : null,
  };
  await world.server.database.db.insertInto('runs').values(values).execute();
}

async function lastRuns() {
  const { lastRuns } = await world.project.state();
  return lastRuns.map(({ id }) => id).sort();
}

test('a project comes with the last run of each operation that somebody asked for, and with what is going', async () => {
  await write('run_a-schedule', 60, { ended: true, scheduled: true });
  expect(await lastRuns()).toEqual([]);
  await write('run_b-first', 50, { ended: true });
  await write('run_c-second', 40, { ended: true });
  await write('run_d-schedule', 30, { ended: true, scheduled: true });
  await write('run_e-child', 20, { ended: true, parent: 'run_c-second' });
  expect(await lastRuns()).toEqual(['run_c-second']);
  await write('run_f-schedule', 10, { scheduled: true });
  await write('run_g-schedule', 9, { scheduled: true });
  expect(await lastRuns()).toEqual(['run_c-second', 'run_g-schedule']);
  await write('run_h-third', 5, {});
  expect(await lastRuns()).toEqual(['run_g-schedule', 'run_h-third']);
});

test('a run tells whether a schedule or an action started it', async () => {
  const [scheduled, child, manual] = await Promise.all(
    ['run_a-schedule', 'run_e-child', 'run_b-first'].map((id) => world.project.getRun(id)),
  );
  expect(scheduled?.scheduledFor).toBe(scheduled?.submittedAt);
  expect(child?.parentRunId).toBe('run_c-second');
  expect([scheduled, child, manual].map((run) => run && isManual(run))).toEqual([false, false, true]);
});
