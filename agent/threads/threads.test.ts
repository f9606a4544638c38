import { writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledConnector, installedConnectors } from '../executors.ts';
import { TransferMemory } from '../memory/transfer-memory.ts';
import { Stop } from '../run.ts';
import { ItemThreads, type ItemThreadsOptions } from './item-threads.ts';
import { objectsConnector } from './test-support/objects-connector.ts';
import { type ObjectsRun, type ObjectsRunOptions, runObjects } from './test-support/run-objects.ts';

const log = pino({ level: 'silent' });
let connector: InstalledConnector;
let threads: ItemThreads | undefined;

beforeAll(async () => {
  ({ connector } = await objectsConnector());
});
afterEach(async () => {
  await threads?.end();
  threads = undefined;
});

/** Threads that are used from the first objects on, however little there is to do. */
function eager(more: Partial<ItemThreadsOptions> = {}): ItemThreads {
  threads = new ItemThreads({
    most: 1,
    shipped: installedConnectors,
    log,
    startsAfter: 0,
    busyFrom: 0,
    lookMs: 0,
    ...more,
  });
  return threads;
}

/** The same with a thread that has started: so it takes part from the first objects on. */
async function warm(more: Partial<ItemThreadsOptions> = {}): Promise<ItemThreads> {
  const started = eager(more);
  await shared(() => run({ any: 2000 }, { threads: started }));
  return started;
}

/** The first run that a thread took part in: on a busy machine one may be over before the thread has had its turn. */
async function shared(
  once: () => Promise<ObjectsRun>,
  isShared = (done: ObjectsRun) => doneBy(done).has('thread'),
): Promise<ObjectsRun> {
  for (;;) {
    const done = await once();
    if (isShared(done)) return done;
  }
}

const run = (objects: Readonly<Record<string, number>>, options: ObjectsRunOptions = {}) =>
  runObjects(connector, objects, options);
const keysOf = ({ receipts }: ObjectsRun) => receipts.map(({ key }) => key).sort();
const doneBy = ({ receipts }: ObjectsRun, kind = '') =>
  new Set(receipts.filter(({ key }) => key.startsWith(kind)).map(({ eTag }) => eTag));
const OBJECTS = 5000;

describe('objects on threads', () => {
  test('are each done once, here and there, with the receipts and figures that one thread gives', async () => {
    const alone = await run({ any: OBJECTS });
    const started = await warm({ most: 2 });
    const both = await shared(() => run({ any: OBJECTS }, { threads: started }));
    expect([alone.end, both.end]).toEqual(['Success', 'Success']);
    expect(doneBy(alone)).toEqual(new Set(['main']));
    expect(doneBy(both)).toEqual(new Set(['main', 'thread']));
    expect(keysOf(both)).toEqual(keysOf(alone));
    expect(both.progress.totals()).toEqual(alone.progress.totals());
    expect(both.progress.totals()).toEqual({ objects: OBJECTS, bytes: OBJECTS * 10 });
    expect(both.messages.map(({ code, text }) => [code, text])).toEqual(
      alone.messages.map(({ code, text }) => [code, code === 'run-done' ? expect.any(String) : text]),
    );
  });

  test('warnings are told of up to a hundred, and all are counted', async () => {
    const { end, messages, progress, receipts } = await run({ any: 3000, warn: 400 }, { threads: await warm() });
    expect(end).toBe('Success with warning');
    expect(progress.warnings).toBe(400);
    expect(messages.filter(({ code }) => code === 'test-odd')).toHaveLength(100);
    expect(receipts).toHaveLength(3400);
  });

  test('with Continue on error failures are told with their step, and the others are done', async () => {
    const settings = { continueOnError: true };
    const started = await warm();
    const done = await shared(
      () => run({ any: 3000, fail: 300 }, { threads: started, settings }),
      (one) => doneBy(one, 'any').has('thread'),
    );
    expect(done.end).toBe('Success with warning');
    expect(doneBy(done, 'any')).toEqual(new Set(['main', 'thread']));
    expect(done.failures).toHaveLength(300);
    const [stepId] = done.progress.take(0).report.steps.flatMap(({ failed, stepId: id }) => (failed ? [id] : []));
    for (const failure of done.failures)
      expect(failure).toMatchObject({ stepId, code: 'test-failed', todo: 'Mend it.', bucket: 'b' });
  });

  test.each([
    ['fail', 'test-failed', 'It failed: fail/00000'],
    ['unforeseen', 'internal-error', 'TypeError: x is not a function'],
  ])('without it the first one to %s ends the run', async (kind, code, text) => {
    const { end, messages } = await run({ any: 3000, [kind]: 3000 }, { threads: await warm() });
    expect(end).toBe('Error');
    const errors = messages.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code, text: expect.stringContaining(text) });
  });

  test('canceled, what goes on in a thread stops as well', async () => {
    const started = await warm();
    const canceled = () => {
      const canceling = new AbortController();
      const kept = (count: number) => {
        if (count === 3000) canceling.abort(new Stop('cancel'));
      };
      return run({ any: 3000, wait: 1000 }, { threads: started, signal: canceling.signal, kept });
    };
    const done = await shared(canceled);
    expect(done.end).toBe('Canceled');
    expect(doneBy(done)).toEqual(new Set(['main', 'thread']));
    // It is free for others.
    const next = await shared(() => run({ any: OBJECTS }, { threads: started }));
    expect(doneBy(next)).toEqual(new Set(['main', 'thread']));
  });

  test('a thread that dies leaves nothing undone: its objects are dealt with again, as ones that may be done', async () => {
    const started = await warm();
    const lost = ({ messages }: ObjectsRun) => messages.filter(({ code }) => code === 'thread-lost');
    const done = await shared(
      () => run({ any: 3000, crash: 3000, more: 3000 }, { threads: started }),
      (one) => lost(one).length > 0,
    );
    expect(done.end).toBe('Success');
    expect(new Set(keysOf(done)).size).toBe(9000);
    expect(done.receipts).toHaveLength(9000);
    expect(doneBy(done, 'crash')).toEqual(new Set(['main']));
    expect(done.progress.totals()).toEqual({ objects: 9000, bytes: 90_000 });
    expect(lost(done)).toMatchObject([{ level: 'info', text: expect.stringContaining('crashed at crash/') }]);
    expect(threads?.size).toBe(0);
  });

  test('what takes memory of its own, or a book of uploads, goes back to the main thread', async () => {
    const done = await run({ any: 3000, collect: 8, more: 5000 }, { threads: await warm() });
    expect(done.end).toBe('Success');
    expect(doneBy(done, 'collect')).toEqual(new Set(['main']));
    expect(done.receipts).toHaveLength(8008);
    expect(done.progress.totals()).toEqual({ objects: 8008, bytes: 80_080 });
  });

  test('100,000 of them stay within the little memory that a thread may have', async () => {
    const done = await run({ any: 100_000 }, { threads: await warm() });
    expect(done.receipts).toHaveLength(100_000);
    expect(doneBy(done)).toEqual(new Set(['main', 'thread']));
    expect(done.messages.map(({ code }) => code)).not.toContain('thread-lost');
  }, 120_000);
});

describe('threads are not used', () => {
  test('for a short list', async () => {
    const done = await run({ any: 900 }, { threads: eager({ startsAfter: undefined }) });
    expect(done.receipts).toHaveLength(900);
    expect(threads?.size).toBe(0);
  });

  test('while the main thread has time to spare', async () => {
    await run({ any: 5000 }, { threads: eager({ busyFrom: 1.1 }) });
    expect(threads?.size).toBe(0);
  });

  test('in debug mode', async () => {
    const done = await run({ any: 5000 }, { threads: eager(), debug: true });
    expect(doneBy(done)).toEqual(new Set(['main']));
    expect(threads?.size).toBe(0);
  });

  test('where the agent has no memory for one', async () => {
    const memory = new TransferMemory(16 * 1024 ** 2);
    const done = await run({ any: 5000 }, { threads: eager({ memory }) });
    expect(doneBy(done)).toEqual(new Set(['main']));
    expect(threads?.size).toBe(0);
  });

  test('with a connector that is not any more what it was when it was downloaded', async () => {
    const changed = await objectsConnector();
    await writeFile(changed.file, 'export const executor = {};');
    const done = await runObjects(changed.connector, { any: OBJECTS }, { threads: eager() });
    expect(done.end).toBe('Success');
    expect(doneBy(done)).toEqual(new Set(['main']));
    expect(done.receipts).toHaveLength(OBJECTS);
  });
});

test('a thread without work ends, and gives its memory back', async () => {
  const memory = new TransferMemory(96 * 1024 ** 2);
  const started = await warm({ idleMs: 1000, memory });
  const done = await shared(() => run({ any: OBJECTS }, { threads: started }));
  expect(doneBy(done)).toContain('thread');
  await expect.poll(() => started.size, { timeout: 20_000 }).toBe(0);
  const giveBack = memory.reserve(64 * 1024 ** 2);
  expect(giveBack).not.toBeNull();
});
