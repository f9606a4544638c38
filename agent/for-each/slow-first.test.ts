import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Executor } from '../../shared/connector.ts';
import { RunProgress } from '../progress.ts';
import { executeRun, Stop } from '../run.ts';
import { Ledger } from './ledger.ts';

const OBJECTS = 20_000;
const PAGE = 500;
/** What the server reads of a batch at most. */
const MOST_BYTES = 64 * 1024 ** 2;
/** The longest that a key may be. */
const keyOf = (index: number) => String(index).padStart(6, '0').padEnd(4096, 'k');

/** Runs over as many objects, of which the first one takes until all is still. */
async function run(stillness: (stop: AbortController, begun: number) => void) {
  const [descriptor] = descriptors;
  if (!descriptor) throw new Error('no connector');
  const stopping = new AbortController();
  let begun = 0;
  const executor: Executor = {
    test: async () => ({ ok: true, message: '' }),
    browse: async () => [],
    each: async function* () {
      for (let from = 0; from < OBJECTS; from += PAGE) {
        const keys = Array.from({ length: PAGE }, (_, at) => keyOf(from + at));
        yield { items: keys.map((key) => ({ mark: key, record: { key } })), isLast: from + PAGE === OBJECTS };
      }
    },
    execute: async (_connection, _activity, { record }, context) => {
      begun += 1;
      if (record.key === keyOf(0)) {
        for (let before = 0; before < begun; ) {
          before = begun;
          await sleep(500);
        }
        stillness(stopping, begun);
        context.signal.throwIfAborted();
      }
      await Promise.resolve();
      context.finished(1);
      context.transferred({ outcome: 'deleted', bucket: 'b', key: '' });
      return { record };
    },
  };
  let largest = 0;
  const ledger = new Ledger(async (_number, batch) => {
    const marks = batch.cursor?.done ?? [];
    largest = Math.max(
      largest,
      marks.reduce((sum, mark) => sum + mark.length + 3, 0),
    );
  }, 0);
  const progress = new RunProgress(['stp_1', 'stp_2']);
  const activity = { connectionId: 'con_1', settings: {} };
  const end = await executeRun(
    {
      kind: 'run',
      runId: 'run_1',
      fence: 1,
      timeOutSeconds: 600,
      operation: {
        id: 'opn_1',
        name: 'Delete all',
        steps: [
          { id: 'stp_1', kind: 'activity', componentId: 'act_1' },
          { id: 'stp_2', kind: 'activity', componentId: 'act_2' },
        ],
      },
      activities: {
        act_1: { ...activity, id: 'act_1', type: 'list-objects', name: 'List', settings: { pass: 'each' } },
        act_2: { ...activity, id: 'act_2', type: 'delete-object', name: 'Delete' },
      },
      variables: [],
      globals: {},
      connections: { con_1: { id: 'con_1', connector: descriptor.id, name: 'S', settings: {} } },
    },
    {
      connectors: new Map([[descriptor.id, { descriptor, executor }]]),
      agentName: 'agent',
      progress,
      ledger,
      signal: stopping.signal,
      keepOutput: async () => undefined,
      keepDebug: async () => undefined,
    },
  );
  return { end, largest, objects: progress.totals().objects };
}

test('while the first object takes long, so many are done after it as a cursor can tell of; the rest follows', async () => {
  let early = 0;
  const { end, largest, objects } = await run((_, begun) => {
    early = begun;
  });
  expect({ end, objects }).toEqual({ end: 'Success', objects: OBJECTS });
  expect(largest).toBeLessThan(MOST_BYTES);
  expect(early).toBeGreaterThan(2000);
}, 60_000);

test('what waits for the first object ends with the run', async () => {
  const { end } = await run((stopping) => stopping.abort(new Stop('cancel')));
  expect(end).toBe('Canceled');
}, 60_000);
