import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { gzipJson } from '../../agent/gzip-json.ts';
import { noChanges } from '../../agent/uploads/changes.ts';
import { VERSION } from '../../agent/version.ts';
import { MOST_TRIES, pauseSeconds } from '../../server/uploads/janitor.ts';
import type { AgentQuestion } from '../../shared/api/agent-gateway.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';

const LONG_MS = 120_000;
let world: RunWorld;
let gateway: Gateway;
let alive: NodeJS.Timeout;
beforeAll(async () => {
  world = await startRunWorld();
  ({ gateway } = await world.gateway());
  await gateway.hello({ version: VERSION, slots: 1, hostname: 'h', connectors: {}, holding: [] }, signal);
  // It is there all the time, and says so.
  alive = setInterval(() => void gateway.report({ reports: [], running: 0 }).catch(() => undefined), 1_000);
}, LONG_MS);
afterAll(() => {
  clearInterval(alive);
  return world?.close();
});

const { signal } = new AbortController();
const startedAt = new Date().toISOString();

/** A run that has ended with an upload open. */
async function leftOpen(uploadId?: string): Promise<{ runId: Id; id: Id }> {
  await world.project.run(await world.draw('bytes/1', 'target'));
  const [run] = (await gateway.claim(1, signal)).runs;
  if (!run) throw new Error('no run');
  const { runId, fence } = run;
  const id = newId('upl');
  const stepId = run.operation.steps[1]?.id ?? '';
  const plan = { bucket: 'bucket', key: 'key', asked: 'asked', checked: true };
  const intended = [{ ...plan, id, stepId, connectionId: world.connectionId, startedAt }];
  const begun = uploadId === undefined ? [] : [{ id, uploadId }];
  const changes = { ...noChanges(), intended, begun };
  await gateway.keepUploads(await gzipJson({ runs: [{ runId, fence, changes }] }), signal);
  const report = { runId, fence, steps: [], messages: [], firstMessage: 0, end: 'Canceled' as const };
  await gateway.report({ reports: [report], running: 0 });
  return { runId, id };
}

type AbortQuestion = Extract<AgentQuestion, { kind: 'abort-upload' }>;

/** What the agent is asked next. Each answer is waited for: one that is given up may have had the question in it. */
async function asked(): Promise<AbortQuestion> {
  for (;;) {
    const [question] = (await gateway.claim(0, signal)).questions;
    if (question?.kind === 'abort-upload') return question;
  }
}

const no = (code: string) => ({ ok: false, code, message: 'It cannot be done.', todo: '' }) as const;

function answer({ requestId }: AbortQuestion, value: ReturnType<typeof no> | { ok: true; value: number }) {
  return gateway.answer(requestId, { connectorVersion: '1', answer: value });
}

const db = () => world.server.database.db;
const row = (id: Id) => db().selectFrom('run_uploads').selectAll().where('id', '=', id).executeTakeFirst();
const change = (id: Id, to: { tries?: number; next_try_at: Date }) =>
  db().updateTable('run_uploads').set(to).where('id', '=', id).execute();
const codes = async (runId: Id) => (await world.project.messages(runId)).map(({ code }) => code);

test(
  'an upload that cannot be aborted now is tried again later, and the log tells when it is done',
  async () => {
    const { runId, id } = await leftOpen('the-upload');
    const first = await asked();
    expect(first).toMatchObject({
      upload: { bucket: 'bucket', key: 'key', uploadId: 'the-upload', startedAt, others: [] },
      connection: { id: world.connectionId, settings: { secretAccessKey: 'the-secret' } },
    });
    await answer(first, no('access-denied'));
    await until('it is put off', async () => (await row(id))?.tries === 1);
    await change(id, { next_try_at: new Date(0) });
    await answer(await asked(), { ok: true, value: 1 });
    await until('it is done', async () => (await row(id)) === undefined);
    await until('the log tells', async () => (await codes(runId)).includes('upload-aborted'));
    expect((await world.project.getRun(runId)).state).toBe('Canceled');
  },
  LONG_MS,
);

test(
  'it is given up at last, with a warning',
  async () => {
    const { runId, id } = await leftOpen('the-upload');
    await answer(await asked(), no('access-denied'));
    await until('it is put off', async () => (await row(id))?.tries === 1);
    await change(id, { tries: MOST_TRIES - 1, next_try_at: new Date(0) });
    await answer(await asked(), no('access-denied'));
    await until('it is given up', async () => (await row(id)) === undefined);
    await until('the log tells', async () => (await codes(runId)).includes('upload-left-open'));
  },
  LONG_MS,
);

test(
  'one that nobody knows the name of is not looked for where that is not allowed',
  async () => {
    const { runId, id } = await leftOpen();
    const question = await asked();
    expect(question.upload.uploadId).toBeUndefined();
    await answer(question, no('access-denied'));
    await until('it is let go', async () => (await row(id)) === undefined);
    await until('the log tells', async () => (await codes(runId)).includes('upload-maybe-open'));
  },
  LONG_MS,
);

test('the waits double up to an hour', () => {
  expect([0, 1, 2, 9, 10, 100].map(pauseSeconds)).toEqual([5, 10, 20, 2560, 3600, 3600]);
});
