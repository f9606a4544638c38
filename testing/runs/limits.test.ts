import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultLimits, readLimits } from '../../server/administration/limits.ts';
import { sql } from '../../server/database/sql.ts';
import { routes } from '../../shared/api/routes.ts';
import { DEFAULT_OPTIONS } from '../../shared/project/operation-options.ts';
import { call } from '../agents/admin-client.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await startRunWorld();
  await world.startAgent();
});
afterAll(() => world.close());

test('what is kept of runs has documented defaults until it is set, and then holds for all that is kept', async () => {
  const { url } = world.server;
  const { db } = world.server.database;
  const defaults = { logDays: 30, debugDays: 14, debugKiB: 1024 };
  expect(await call(url, routes.getLimits)).toEqual({ limits: defaults, defaults });
  expect(defaultLimits(30)).toEqual(defaults);

  const operationId = await world.draw('bytes/100000', 'out/kept');
  const debugUntil = new Date(Date.now() + 86_400_000).toISOString();
  await world.project.edit('Debug', {
    type: 'operation.set-options',
    operationId,
    options: { ...DEFAULT_OPTIONS, debugUntil },
  });
  /** In whole days, of the steps of the newest run. */
  const keptFor = async () => {
    const { rows } = await sql<{ days: number }>`
      select round(extract(epoch from expires_at - now()) / 86400)::int as days from run_debug
      join runs on runs.id = run_id order by runs.number desc limit 2`.execute(db);
    return rows.map(({ days }) => days);
  };
  await world.project.ended(await world.project.run(operationId));
  expect(await keptFor()).toEqual([14, 14]);

  const limits = { logDays: 7, debugDays: 3, debugKiB: 2 };
  await call(url, routes.setLimits, { body: limits });
  expect(await call(url, routes.getLimits)).toEqual({ limits, defaults });
  expect(await readLimits(db, defaults)).toEqual(limits);
  expect(await keptFor(), 'what was kept before goes as early').toEqual([3, 3]);
  const runId = await world.project.run(operationId);
  const [get] = (await world.project.ended(runId)).steps;
  expect(await keptFor()).toEqual([3, 3]);
  const { projectId } = world.project;
  const kept = await call(url, routes.getStepDebug, { params: { projectId, runId, stepId: get?.stepId ?? '' } });
  expect(kept.output?.content).toMatchObject({ size: 100_000, isCut: true });
  expect(Buffer.from(kept.output?.content?.data ?? '', 'base64')).toHaveLength(2048);
});
