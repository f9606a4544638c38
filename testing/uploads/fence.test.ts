import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { gzipJson } from '../../agent/gzip-json.ts';
import { noChanges } from '../../agent/uploads/changes.ts';
import { VERSION } from '../../agent/version.ts';
import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import { newId } from '../../shared/project/id.ts';
import type { UploadChanges } from '../../shared/runs/uploads.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await startRunWorld();
}, 120_000);
afterAll(() => world?.close());

const { signal } = new AbortController();

async function taken(gateway: Gateway): Promise<RunAssignment> {
  const [run] = (await gateway.claim(1, signal)).runs;
  if (!run) throw new Error('no run');
  return run;
}

async function keep(gateway: Gateway, run: RunAssignment, changes: Partial<UploadChanges>): Promise<string[]> {
  const { runId, fence } = run;
  const runs = [{ runId, fence, changes: { ...noChanges(), ...changes } }];
  return (await gateway.keepUploads(await gzipJson({ runs }), signal)).lost;
}

function intent(run: RunAssignment) {
  return {
    id: newId('upl'),
    stepId: run.operation.steps[1]?.id ?? '',
    connectionId: world.connectionId,
    bucket: 'bucket',
    // What no text of the database can hold.
    key: 'odd \u0000 key',
    partSize: 5,
    size: 12,
    source: 'source',
    asked: 'asked',
    checked: true,
    startedAt: new Date().toISOString(),
  };
}

const hello = { version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] };
const part = (number: number, eTag = '"a"') => ({ number, length: 5, eTag });

test('what is noted of uploads comes with the next attempt, and an older holder can note nothing any more', async () => {
  const first = await world.gateway();
  const second = await world.gateway();
  await first.gateway.hello(hello, signal);
  await world.project.run(await world.draw('bytes/1', 'target'));
  const run = await taken(first.gateway);
  const [one, other, done] = [intent(run), intent(run), intent(run)];
  expect(await keep(first.gateway, run, { intended: [one, other, done] })).toEqual([]);
  expect(await keep(first.gateway, run, { begun: [{ id: one.id, uploadId: 'upload' }] })).toEqual([]);
  const twice = { parts: [{ id: one.id, parts: [part(1), part(2, '"old"')] }] };
  await keep(first.gateway, run, twice);
  await keep(first.gateway, run, twice);
  await keep(first.gateway, run, { parts: [{ id: one.id, parts: [part(2, '"new"')] }] });
  await keep(first.gateway, run, { ended: [{ id: done.id, completed: { eTag: 'whole', size: 12 } }] });
  expect(await keep(second.gateway, run, { aborting: [one.id] })).toEqual([run.runId]);

  await first.gateway.hello(hello, signal);
  expect(await keep(first.gateway, run, { aborting: [one.id] })).toEqual([run.runId]);
  await second.gateway.hello(hello, signal);
  const again = await taken(second.gateway);
  expect(again.runId).toBe(run.runId);
  const uploads = again.resume?.uploads ?? [];
  expect(uploads.map(({ id }) => id).toSorted()).toEqual([one.id, other.id, done.id].toSorted());
  expect(uploads.find(({ id }) => id === one.id)).toEqual({
    ...one,
    uploadId: 'upload',
    parts: [part(1), part(2, '"new"')],
    aborting: false,
  });
  expect(uploads.find(({ id }) => id === other.id)).toEqual({ ...other, parts: [], aborting: false });
  expect(uploads.find(({ id }) => id === done.id)).toMatchObject({ completed: { eTag: 'whole', size: 12 } });

  expect(await keep(second.gateway, again, { aborting: [one.id] })).toEqual([]);
  expect(await keep(second.gateway, again, { ended: [{ id: one.id }] })).toEqual([]);
  const left = await world.server.database.db.selectFrom('run_uploads').select('id').execute();
  expect(left.map(({ id }) => id).toSorted()).toEqual([other.id, done.id].toSorted());
});

test('a report that is none is refused', async () => {
  const { gateway } = await world.gateway();
  await expect(gateway.keepUploads(await gzipJson({ runs: [{}] }), signal)).rejects.toMatchObject({
    code: 'invalid-request',
  });
  await expect(gateway.keepUploads(new Uint8Array([1, 2, 3]), signal)).rejects.toMatchObject({
    code: 'invalid-request',
  });
});
