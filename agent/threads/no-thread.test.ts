import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { installedConnectors } from '../executors.ts';
import { TransferMemory } from '../memory/transfer-memory.ts';
import { ItemThreads } from './item-threads.ts';
import { objectsConnector } from './test-support/objects-connector.ts';
import { runObjects } from './test-support/run-objects.ts';

// As Node does where the system gives no more threads, e.g. in a container with a limit to them.
vi.mock('node:worker_threads', async (original) => ({
  ...(await original<object>()),
  Worker: class {
    constructor() {
      throw Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
    }
  },
}));

test('where no thread can be started, all is done without, and nothing of the memory is kept for one', async () => {
  const { connector } = await objectsConnector();
  const memory = new TransferMemory(96 * 1024 ** 2);
  const log = pino({ level: 'silent' });
  const parts = { most: 2, shipped: installedConnectors, log, memory, startsAfter: 0, busyFrom: 0, lookMs: 0 };
  const threads = new ItemThreads(parts);
  const done = await runObjects(connector, { any: 3000 }, { threads });
  expect([done.end, done.receipts.length, threads.size]).toEqual(['Success', 3000, 0]);
  expect(memory.reserve(64 * 1024 ** 2)).not.toBeNull();
});
