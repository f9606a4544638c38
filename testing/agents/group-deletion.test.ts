import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/database/sql.ts';
import { deployedSnapshot } from '../../server/deployments/queries.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import { insertRun } from '../../server/runs/submit.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { call, makePlace, refusalOf } from './admin-client.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await startRunWorld();
});
afterAll(() => world.close());

const never = new AbortController().signal;

function moveProject(environmentId: string) {
  const params = { projectId: world.project.projectId };
  return call(world.server.url, routes.setProjectEnvironment, { params, body: { environmentId } });
}

function moveAgent(agentId: Id, agentGroupId: string) {
  return call(world.server.url, routes.changeAgent, { params: { agentId }, body: { agentGroupId } });
}

test('a group of which a run is going stays: what that run leads to, or it itself, would wait for its agents for ever', async () => {
  const { url } = world.server;
  const place = await makePlace(url, 'Left');
  await moveProject(place.environmentId);
  const { gateway, agentId } = await world.gateway();
  await moveAgent(agentId, place.agentGroupId);
  const runId = await world.project.run(await world.draw('a', 'b'));
  const { runs } = await gateway.claim(1, never);
  expect(runs.map((run) => run.runId)).toEqual([runId]);
  await moveAgent(agentId, 'grp_cloud');
  await moveProject('env_default');
  await call(url, routes.deleteEnvironment, { params: place });
  expect(await refusalOf(call(url, routes.deleteAgentGroup, { params: place }))).toBe('in-use');
  const end = { steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
  await gateway.report({ reports: [{ runId, fence: runs[0]?.fence ?? 0, ...end }], running: 0 });
  await call(url, routes.deleteAgentGroup, { params: place });
});

test('a group is not deleted beside a run that is being submitted to it', async () => {
  const { url, app, database } = world.server;
  const { projectId } = world.project;
  const place = await makePlace(url, 'Just chosen');
  const operationId = await world.draw('a', 'b');
  await world.project.deploy([operationId]);
  await call(url, routes.deleteEnvironment, { params: place });
  const deleted = await database.transaction(async (trx) => {
    const deployed = await deployedSnapshot(trx, projectId, operationId);
    if (!deployed) throw new Error('nothing is deployed');
    const { agentGroupId } = place;
    await insertRun(app.core, createRunQueue(database), trx, { projectId, agentGroupId, deployed });
    const asked = refusalOf(call(url, routes.deleteAgentGroup, { params: place })).catch(() => 'it was deleted');
    await until('the deletion waits', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      );
      return rows.length > 0;
    });
    return { asked };
  });
  expect(await deleted.asked).toBe('in-use');
});
