import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Executor, ListedPage } from '../../shared/connector.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { InstalledConnector } from '../executors.ts';
import { Ledger } from '../for-each/ledger.ts';
import { RunProgress } from '../progress.ts';
import { executeRun } from '../run.ts';
import { STREAM_BYTES } from './stream-bytes.ts';
import { TransferMemory } from './transfer-memory.ts';

const MiB = 1024 ** 2;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Collects parts as a Put of unknown length does: memory is asked for while the run holds that of its stream. */
function collecting(parts: number, sizes: number[]): Executor {
  return {
    test: async () => ({ ok: true, message: '' }),
    browse: async () => [],
    each: async function* (): AsyncGenerator<ListedPage> {
      const items = Array.from({ length: 50 }, (_, index) => ({ mark: `k${index}`, record: { key: `k${index}` } }));
      yield { items, isLast: true };
    },
    execute: async (_connection, _activity, { record }, { memory, signal }) => {
      for (let part = 0; part < parts; part += 1) {
        const share = await memory?.take(16 * MiB, signal, 8 * MiB);
        sizes.push(share?.bytes ?? 0);
        await turn();
        share?.release();
      }
      return { record };
    },
  };
}

const passing = (type: string): Record<string, string> => (type === 'list-objects' ? { pass: 'each' } : {});

function runOf(executor: Executor, types: readonly string[], memory: TransferMemory) {
  const [descriptor] = descriptors;
  if (!descriptor) throw new Error('no connector');
  const connector: InstalledConnector = { descriptor, executor };
  const connectionId = newId('con');
  const activities = types.map((type) => ({
    id: newId('act'),
    connectionId,
    type,
    name: type,
    settings: passing(type),
  }));
  const steps = activities.map(({ id }): { id: Id; kind: 'activity'; componentId: Id } => ({
    id: newId('stp'),
    kind: 'activity',
    componentId: id,
  }));
  return executeRun(
    {
      kind: 'run',
      runId: newId('run'),
      fence: 1,
      timeOutSeconds: 600,
      operation: { id: newId('opn'), name: 'Collect', steps },
      activities: Object.fromEntries(activities.map((activity) => [activity.id, activity])),
      variables: [],
      globals: {},
      connections: { [connectionId]: { id: connectionId, connector: descriptor.id, name: 'S', settings: {} } },
    },
    {
      connectors: new Map([[descriptor.id, connector]]),
      agentName: 'agent',
      progress: new RunProgress(steps.map(({ id }) => id)),
      ledger: new Ledger(async () => undefined, 0),
      memory,
      signal: new AbortController().signal,
      keepOutput: async () => undefined,
      keepDebug: async () => undefined,
    },
  );
}

test('a hundred runs at once, and runs over many objects beside them, share one budget, and all succeed', async () => {
  const budget = 96 * MiB;
  const memory = new TransferMemory(budget);
  const sizes: number[] = [];
  const executor = collecting(3, sizes);
  const runs = Array.from({ length: 100 }, (_, index) =>
    runOf(executor, index % 10 === 0 ? ['list-objects', 'put-object'] : ['put-object'], memory),
  );
  expect(new Set(await Promise.all(runs))).toEqual(new Set(['Success']));
  expect(sizes).toHaveLength(3 * (90 + 10 * 50));
  expect(sizes.every((bytes) => bytes >= 8 * MiB && bytes <= 16 * MiB)).toBe(true);
  expect(memory.used).toBe(0);
  // The run that has held some for longest does not wait: for half a part, and its stream.
  expect(memory.peak).toBeLessThanOrEqual(budget + 8 * MiB + STREAM_BYTES);
});
