import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { startEmbeddedPostgres } from '../../server/database/embedded-postgres.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { call, makePlace } from '../agents/admin-client.ts';
import { startAgentProcess } from '../agents/agent-process.ts';
import { describePostgres } from '../postgres/describe-postgres.ts';
import { type SystemPostgres, startPostgres, systemPostgres } from '../postgres/start-postgres.ts';
import { ProjectClient } from '../product/api-client.ts';
import { postgresOf } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { ProductFailed, startProduct } from '../product/start-product.ts';
import { silentLog } from '../product/test-database.ts';
import { fingerprints } from './fingerprints.ts';
import { MOVE, startMove } from './move-process.ts';

/** Lines of a log, so that a move takes long enough to be killed in its middle. */
const MESSAGES = Number(process.env.SLUICE_MOVE_ROWS ?? 100_000);

/** Work on the database of a data folder while the product is stopped. */
async function withEmbedded<Result>(dataDir: string, work: (connection: ClientConfig) => Promise<Result>) {
  const embedded = await startEmbeddedPostgres({ dataDir, log: silentLog });
  try {
    return await work(embedded.connection());
  } finally {
    await embedded.stop();
  }
}

async function sql(connection: ClientConfig, ...texts: string[]): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
}

describePostgres('moving from the embedded database to a PostgreSQL', () => {
  const dataDir = temporaryFolder();
  let postgres: SystemPostgres;
  let store: TestStore;
  let projectId: Id;
  let operationId: Id;
  let place: { agentGroupId: Id; environmentId: Id };
  let runId: Id;
  let waiting: Id[];
  const at = { bucketOptions: 'text', bucket: 'data' } as const;
  const refusal = async (args: readonly string[], folder = dataDir) => {
    const move = startMove(folder, args);
    expect(await move.exited).toBe(1);
    return move.output();
  };

  beforeAll(async () => {
    const bin = systemPostgres();
    if (bin === null) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
    [postgres, store] = await Promise.all([startPostgres(bin), testStore()]);
  });
  afterAll(async () => {
    await postgres.close();
    await store.stop();
  });

  test('a product that runs is not moved from', async () => {
    const product = await startProduct({ dataDir });
    const project = await ProjectClient.create(product.url, 'To be moved: "ü" \\N \\. it');
    ({ projectId } = project);
    const connectionId = await project.connect('S3', { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET });
    operationId = await project.draw('Copy', [
      { connectionId, type: 'get-object', name: 'Get', settings: { ...at, key: 'source' } },
      { connectionId, type: 'put-object', name: 'Put', settings: { ...at, key: 'target/[n]{none}' } },
    ]);
    const schedule = {
      id: newId('sch'),
      name: 'Every year',
      occurrence: { kind: 'monthly-day' as const, every: 12, day: 1 },
      frequency: { kind: 'once' as const, at: '00:00' },
      startDate: '2026-01-01',
      timeZone: 'Europe/Berlin',
    };
    await project.edit('Create schedule', { type: 'schedule.create', schedule });
    await project.edit('Set schedule', { type: 'operation.set-schedule', operationId, scheduleId: schedule.id });
    await store.witness.put('source', 'content', { Bucket: 'data' });
    runId = await project.run(operationId);
    expect((await project.ended(runId)).state).toBe('Success');
    // Where no agent is: what is run there waits.
    place = await makePlace(product.url, 'Plant');
    const body = { environmentId: place.environmentId };
    await call(product.url, routes.setProjectEnvironment, { params: { projectId }, body });
    waiting = [];
    for (let n = 0; n < 5; n += 1) waiting.push(await project.run(operationId));

    expect(await refusal(['--to', postgres.url])).toMatch(/\(pid \d+\) is using the data folder/);
    expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
    expect(await product.stop()).toBe(0);
    const long = `insert into run_messages (run_id, number, at, level, code, text)
      select '${runId}', 1000 + n, now(), 'info', 'test', 'Line ' || n || ' of a log that is long: ' || repeat('x', 100)
      from generate_series(1, ${MESSAGES}) as n`;
    await withEmbedded(dataDir, (connection) => sql(connection, long));
  }, 240_000);

  test('what cannot be moved to is refused, each with what to do, and never with a password', async () => {
    expect(await refusal([])).toContain('Where to move to is missing');
    expect(await refusal(['--to', 'mysql://x'])).toContain('DATABASE_URL must look like');
    expect(await refusal(['--to', postgres.url], temporaryFolder())).toContain(
      'There is no database in the data folder',
    );
    await sql({ connectionString: postgres.url }, 'create database other');
    const other = postgres.url.replace(/postgres$/, 'other');
    await sql({ connectionString: other }, 'create table somebody_elses (id int)');
    const said = await refusal(['--to', other]);
    expect(said).toContain('That database is not empty');
    expect(said).not.toContain('for-tests-only');
    const wrong = await refusal(['--to', postgres.url.replace('for-tests-only', 's3cret')]);
    expect(wrong).toMatch(/refuses the user or the password/);
    expect(wrong).not.toContain('s3cret');
  }, 120_000);

  test('killed in its middle it leaves nothing that could be used, and begins anew; then all of it is there', async () => {
    const before = await withEmbedded(dataDir, fingerprints);
    const stopped = startMove(dataDir, ['--to', postgres.url], MOVE);
    // The first rows have gone.
    await stopped.atWord('  project', () => stopped.child.kill('SIGTERM'));
    expect(await stopped.exited).toBe(130);
    expect(stopped.output()).toContain('Stopped before its end');
    expect(postgresOf(dataDir), 'nothing goes on behind it').toBeNull();

    const killed = startMove(dataDir, ['--to', postgres.url], MOVE);
    await killed.atWord('  project', () => killed.child.kill('SIGKILL'));
    await killed.exited;
    expect(killed.output()).not.toContain('Moved:');
    const env = { DATABASE_URL: postgres.url };
    const tooEarly = await startProduct({ env }).catch((error: unknown) => error);
    expect(tooEarly).toBeInstanceOf(ProductFailed);
    expect(tooEarly).toMatchObject({ output: expect.stringContaining('has begun and is not at its end') });

    const started = performance.now();
    const move = startMove(dataDir, ['--to', postgres.url], MOVE);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, move.peakMiB());
    }, 50);
    expect(await move.exited).toBe(0);
    clearInterval(watch);
    const took = ((performance.now() - started) / 1000).toFixed(1);
    console.log({ messages: MESSAGES, took: `${took} s`, peakMiB: peak });
    const said = move.output();
    expect(said).toContain(
      `run_messages             ${before.run_messages?.split(' ')[0]?.replace(/\B(?=(\d{3})+$)/g, ',')}`,
    );
    expect(said).toContain('5 runs wait for an agent');
    const key = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
    expect(said).not.toContain(key);
    expect(said).not.toContain('for-tests-only');
    expect(said).toContain(join(dataDir, 'secret.key'));

    expect(await withEmbedded(dataDir, fingerprints), 'the source is as it was').toEqual(before);
    const { event_payloads: _, ...after } = await fingerprints({ connectionString: postgres.url });
    const { event_payloads: __, ...expected } = before;
    expect({ ...after, schema_migrations: '' }).toEqual({ ...expected, schema_migrations: '' });
    expect(await refusal(['--to', postgres.url]), 'a second time').toContain('That database is not empty');
  }, 300_000);

  test('on the new database the old secret opens, what waited is done in its order, and new work goes on', async () => {
    const key = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
    const product = await startProduct({ env: { DATABASE_URL: postgres.url, SLUICE_SECRET_KEY: key } });
    expect(product.output()).not.toContain('encrypted with another key');
    const project = new ProjectClient(product.url, projectId);
    expect((await project.getRun(runId)).state).toBe('Success');
    for (const id of waiting) expect((await project.getRun(id)).state).toBe('Submitted');
    const { schedules } = (await project.state()).project;
    expect(Object.values(schedules).map(({ name }) => name)).toEqual(['Every year']);
    const params = { agentGroupId: place.agentGroupId };
    const { token } = await call(product.url, routes.addAgent, { params, body: { name: 'New' } });
    const agent = startAgentProcess(product.url, {
      SLUICE_AGENT_TOKEN: token,
      SLUICE_AGENT_DIR: temporaryFolder(),
      SLUICE_AGENT_SLOTS: '1',
    });
    const ended = [];
    for (const id of waiting) ended.push(await project.ended(id));
    expect(ended.map(({ state, attempt }) => [state, attempt])).toEqual(waiting.map(() => ['Success', 1]));
    const starts = ended.map(({ startedAt }) => startedAt ?? '');
    expect(starts).toEqual([...starts].sort());
    const fresh = await project.run(operationId);
    expect((await project.ended(fresh)).state).toBe('Success');
    expect((await project.runs()).runs[0]?.id).toBe(fresh);
    expect(await agent.stop()).toBe(0);
    expect(await product.stop()).toBe(0);
  }, 120_000);
});
