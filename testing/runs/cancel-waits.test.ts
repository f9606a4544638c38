import { type AddressInfo, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Id, newId } from '../../shared/project/id.ts';
import { DEFAULT_OPTIONS, type OperationOptions } from '../../shared/project/operation-options.ts';
import type { Run } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from './run-world.ts';
import type { TestExecutor } from './test-executor.ts';

async function withOptions(world: RunWorld, operationId: Id, options: Partial<OperationOptions>): Promise<Id> {
  const edit = { type: 'operation.set-options' as const, operationId, options: { ...DEFAULT_OPTIONS, ...options } };
  await world.project.edit('Set options', edit);
  return operationId;
}

describe('without an agent', () => {
  let world: RunWorld;
  beforeAll(async () => {
    world = await startRunWorld();
  });
  afterAll(() => world.close());

  test('a run that is Submitted is Canceled at once, and no agent that comes later executes it', async () => {
    const operationId = await world.draw('bytes/1', 'never');
    const runIds: Id[] = [];
    for (let count = 0; count < 5; count += 1) runIds.push(await world.project.run(operationId));
    for (const runId of runIds) expect(await world.project.cancel(runId)).toMatchObject({ state: 'Canceled' });
    const { executor } = await world.startAgent();
    await world.project.ended(await world.project.run(await world.draw('bytes/1', 'after')));
    expect(executor.put.has('after')).toBe(true);
    expect(executor.put.has('never')).toBe(false);
    for (const runId of runIds)
      expect(await world.project.getRun(runId)).toMatchObject({ state: 'Canceled', attempt: 0, agentName: null });
  });
});

describe('with an agent', () => {
  let world: RunWorld;
  let executor: TestExecutor;
  beforeAll(async () => {
    world = await startRunWorld();
    ({ executor } = await world.startAgent());
  });
  afterAll(() => world.close());

  test('a run that waits for its next try is Canceled at once, and is not tried again', async () => {
    const failing = async (seconds: number) =>
      withOptions(world, await world.draw('missing', 'target'), {
        retries: { attempts: 3, firstDelaySeconds: seconds, longestDelaySeconds: seconds },
      });
    // So long that it still waits when it is canceled.
    const runId = await world.project.run(await failing(600));
    await expect.poll(async () => (await world.project.getRun(runId)).attempt).toBe(1);
    const codes = async () => (await world.project.messages(runId)).map(({ code }) => code);
    await expect.poll(codes).toContain('tried-again');
    expect(await world.project.cancel(runId)).toMatchObject({ state: 'Canceled' });
    const begun = executor.begun.get('missing');
    // The time of its next try passes, and has passed for the server when another run has been tried again.
    const { db } = world.server.database;
    await db
      .updateTable('runs')
      .set({ held_until: new Date(0) })
      .where('id', '=', runId)
      .execute();
    const other = await world.project.run(await failing(1));
    expect(await world.project.ended(other)).toMatchObject({ state: 'Error', attempt: 4 });
    expect(await world.project.getRun(runId)).toMatchObject({ state: 'Canceled', attempt: 1 });
    expect(executor.begun.get('missing')).toBe((begun ?? 0) + 4);
  });

  test('a run that waits for another of its operation is Canceled at once, and those behind it move up', async () => {
    const waiting = await withOptions(world, await world.draw('bytes/1', 'wait'), { overlap: 'queue' });
    const [first, second, third] = [
      await world.project.run(waiting),
      await world.project.run(waiting),
      await world.project.run(waiting),
    ];
    const stateOf = async (runId: Id) => (await world.project.getRun(runId)).state;
    await expect.poll(() => stateOf(first)).toBe('Running');
    expect(await world.project.cancel(second)).toMatchObject({ state: 'Canceled' });
    expect(await stateOf(third)).toBe('Submitted');
    await world.project.cancel(first);
    expect((await world.project.ended(first)).state).toBe('Canceled');
    await expect.poll(() => stateOf(third)).toBe('Running');
    await world.project.cancel(third);
    expect((await world.project.ended(third)).state).toBe('Canceled');
    expect(await world.project.getRun(second)).toMatchObject({ state: 'Canceled', attempt: 0 });
  });

  test('a run that is canceled starts none of its actions', async () => {
    const [waiting, next] = [await world.draw('bytes/1', 'wait'), await world.draw('bytes/1', 'next')];
    for (const condition of ['success', 'fail'] as const) {
      const action = { condition, do: { kind: 'run-operation' as const, operationId: next } };
      await world.project.edit('Link', { type: 'action.add', operationId: waiting, action });
    }
    const runId = await world.project.run(waiting);
    await world.project.cancel(runId);
    expect((await world.project.ended(runId)).state).toBe('Canceled');
    expect((await world.project.runs(`?operationId=${next}`)).runs).toEqual([]);
  });

  // Nine e-mails, each with a run before it.
  test('an e-mail is canceled wherever its SMTP server stops answering', { timeout: 120_000 }, async () => {
    const smtp = await startHangingSmtp();
    const operationId = await world.draw('bytes/1', 'target');
    const email = {
      id: newId('eml'),
      name: 'Report',
      settings: {
        host: '127.0.0.1',
        port: smtp.port,
        security: 'none',
        from: 'sluice@example.com',
        to: 'someone@example.com',
        subject: 'Run ended',
      },
    };
    await world.project.edit('Create e-mail', { type: 'email.create', email });
    const action = { condition: 'success' as const, do: { kind: 'send-email' as const, emailId: email.id } };
    await world.project.edit('Add action', { type: 'action.add', operationId, action });
    await world.project.deploy([operationId]);
    const emailOf = async (runId: Id): Promise<Run | undefined> =>
      (await world.project.runs('?limit=200')).runs.find((run) => run.parentRunId === runId);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...smtp.answers.keys()), async (answered) => {
        const reached = smtp.hangAfter(answered);
        const runId = await world.project.run(operationId, false);
        const connection = await reached;
        const run = await emailOf(runId);
        await world.project.cancel(run?.id ?? '');
        expect((await world.project.ended(run?.id ?? '')).state).toBe('Canceled');
        await expect.poll(() => connection.destroyed).toBe(true);
      }),
      { examples: [...smtp.answers.keys()].map((answered) => [answered]), numRuns: smtp.answers.length + 4 },
    );
    await smtp.close();
  });
});

/** An SMTP server that stops answering after some of its answers, and never takes an e-mail. */
async function startHangingSmtp() {
  const answers = ['220 ready\r\n', '250 hello\r\n', '250 sender\r\n', '250 recipient\r\n', '354 go on\r\n'];
  let hangAfter = 0;
  let hanging = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    let given = 0;
    const answer = () => {
      if (given >= hangAfter) hanging.resolve(socket);
      else socket.write(answers[given] ?? '');
      given += 1;
    };
    socket.on('data', answer);
    socket.on('error', () => undefined);
    answer();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    answers,
    /** Resolves with the connection of the next e-mail, once it has had so many answers and waits for one more. */
    hangAfter: (count: number): Promise<Socket> => {
      hangAfter = count;
      hanging = Promise.withResolvers<Socket>();
      return hanging.promise;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}
