import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Executor, ListedPage } from '../../shared/connector.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { InstalledConnector } from '../executors.ts';
import { RunProgress } from '../progress.ts';
import { executeRun } from '../run.ts';
import { Ledger } from './ledger.ts';

const OBJECTS = 100_000;
const MiB = 1024 ** 2;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
/** What is really held: bytes of heap after a collection. */
function held(): number {
  if (typeof collectGarbage !== 'function') throw new Error('the collection of garbage cannot be asked for');
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('100,000 objects take no more memory than a few thousand, and are all told of', async () => {
  const heap: number[] = [];
  let furthest = 0;
  let done = 0;
  const executor: Executor = {
    test: async () => ({ ok: true, message: '' }),
    browse: async () => [],
    each: async function* (): AsyncGenerator<ListedPage> {
      for (let from = 0; from < OBJECTS; from += 1000) {
        furthest = Math.max(furthest, from + 1000 - done);
        const items = Array.from({ length: 1000 }, (_, index) => {
          const key = `some/folder/of/the/bucket/object-${String(from + index).padStart(7, '0')}`;
          return { mark: key, record: { bucketName: 'b', key, size: 10, eTag: 'e'.repeat(32) } };
        });
        yield { items, isLast: from + 1000 === OBJECTS };
      }
    },
    execute: async (_connection, _activity, { record }, context) => {
      await Promise.resolve();
      done += 1;
      if (done % 20_000 === 0) heap.push(held());
      context.finished(1);
      context.transferred({ outcome: 'deleted', bucket: 'b', key: String(record.key) });
      return { record };
    },
  };
  const [descriptor] = descriptors;
  if (!descriptor) throw new Error('no connector');
  const connector: InstalledConnector = { descriptor, executor };
  const [list, remove]: [Id, Id] = [newId('act'), newId('act')];
  const connectionId = newId('con');
  const steps = [list, remove].map((componentId) => ({ id: newId('stp'), kind: 'activity' as const, componentId }));
  const progress = new RunProgress(steps.map(({ id }) => id));
  let receipts = 0;
  const ledger = new Ledger(async (_number, batch) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    receipts += batch.receipts.length;
  }, 0);
  const end = await executeRun(
    {
      kind: 'run',
      runId: newId('run'),
      fence: 1,
      timeOutSeconds: 600,
      operation: { id: newId('opn'), name: 'Delete all', steps },
      activities: {
        [list]: { id: list, connectionId, type: 'list-objects', name: 'List', settings: { pass: 'each' } },
        [remove]: { id: remove, connectionId, type: 'delete-object', name: 'Delete', settings: {} },
      },
      variables: [],
      globals: {},
      connections: { [connectionId]: { id: connectionId, connector: descriptor.id, name: 'S', settings: {} } },
    },
    {
      connectors: new Map([[descriptor.id, connector]]),
      agentName: 'agent',
      progress,
      ledger,
      signal: new AbortController().signal,
      keepOutput: async () => undefined,
      keepDebug: async () => undefined,
    },
  );
  expect(end).toBe('Success');
  expect(receipts).toBe(OBJECTS);
  expect(progress.totals().objects).toBe(OBJECTS);
  // The list is never read further ahead than the page that is waited for.
  expect(furthest).toBeLessThanOrEqual(2500);
  expect(Math.max(...heap) - Math.min(...heap)).toBeLessThan(16 * MiB);
}, 120_000);
