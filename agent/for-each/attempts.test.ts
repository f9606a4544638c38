import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Executor } from '../../shared/connector.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Cursor, Receipt, TransferBatch } from '../../shared/runs/transfers.ts';
import { RunProgress } from '../progress.ts';
import { executeRun, Stop } from '../run.ts';
import { Ledger } from './ledger.ts';

/** How an attempt ends early: the agent dies, is asked to stop, or an object fails; after so many objects. */
interface EarlyEnd {
  how: 'lost' | 'given-back' | 'error';
  after: number;
}

const PAGE = 100;
const keyOf = (index: number) => `object-${String(index).padStart(6, '0')}`;
/** Some take much longer than those after them. */
const turnsOf = (index: number) => (index % 37 === 0 ? 60 : index % 5);

const receiptOf = (key: string): Receipt => ({
  ...{ at: new Date(0).toISOString(), stepId: 'stp_1', outcome: 'deleted', bucket: 'b' },
  ...{ key, size: 10 },
});

/** One run over objects of 10 bytes, whose attempts end early but for the last one; as the server keeps it. */
class Run {
  readonly batches: TransferBatch[] = [];
  private readonly objects: number;
  private readonly steps: [Id, Id] = [newId('stp'), newId('stp')];
  private readonly ids: [Id, Id, Id] = [newId('act'), newId('act'), newId('con')];

  /** @param before what attempts before have done: all up to an object, and some after it */
  constructor(objects: number, before: { all: number; some: readonly number[] }) {
    this.objects = objects;
    const all = Math.min(before.all, objects);
    const some = before.some.map((index) => all + 1 + index).filter((index) => index < objects);
    const done = [...Array(all).keys(), ...some];
    if (done.length === 0) return;
    const receipts = done.map((index) => receiptOf(keyOf(index)));
    const counts = { bytes: 10 * done.length, copiedBytes: 0, objects: done.length, skipped: 0, failed: 0 };
    const after = all === 0 ? '' : keyOf(all - 1);
    this.batches.push({ receipts, failures: [], cursor: { after, count: all, done: some.map(keyOf), ...counts } });
  }

  async attempt(early: EarlyEnd | null) {
    const [descriptor] = descriptors;
    if (!descriptor) throw new Error('no connector');
    const stopping = new AbortController();
    const progress = new RunProgress(this.steps);
    let begun = 0;
    const executor: Executor = {
      test: async () => ({ ok: true, message: '' }),
      browse: async () => [],
      each: (_connection, _activity, _input, _context, start) => this.pages(start.after),
      execute: async (_connection, _activity, { record }, context) => {
        begun += 1;
        const isEnd = begun === early?.after;
        for (let turns = turnsOf(Number(record.index)); turns > 0; turns -= 1) await new Promise(setImmediate);
        if (isEnd && early?.how === 'error') throw new ConnectorError({ code: 'test-failed', message: 'It failed.' });
        if (isEnd && early && early.how !== 'error') stopping.abort(new Stop(early.how));
        context.signal.throwIfAborted();
        context.moved(10);
        context.finished(1);
        context.transferred({ outcome: 'deleted', bucket: 'b', key: String(record.key), size: 10 });
        return { record };
      },
    };
    const ledger = new Ledger(async (number, batch) => {
      this.batches[number] = structuredClone(batch);
    }, this.batches.length);
    const [list, remove, connectionId] = this.ids;
    const activity = { connectionId, settings: {} };
    const end = await executeRun(
      {
        kind: 'run',
        runId: 'run_1',
        fence: 1,
        timeOutSeconds: 600,
        operation: {
          id: 'opn_1',
          name: 'Delete all',
          steps: this.steps.map((id, at) => ({ id, kind: 'activity', componentId: at === 0 ? list : remove })),
        },
        activities: {
          [list]: {
            ...activity,
            id: list,
            type: 'list-objects',
            name: 'List',
            settings: { pass: 'each', atATime: 32 },
          },
          [remove]: { ...activity, id: remove, type: 'delete-object', name: 'Delete' },
        },
        variables: [],
        globals: {},
        connections: { [connectionId]: { id: connectionId, connector: descriptor.id, name: 'S', settings: {} } },
        resume: { nextBatch: this.batches.length, cursor: this.cursor, uploads: [] },
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
    return { end, totals: progress.totals() };
  }

  private get cursor(): Cursor | null {
    return this.batches.findLast(({ cursor }) => cursor)?.cursor ?? null;
  }

  private async *pages(after: string) {
    const from = after === '' ? 0 : Number(after.slice(-6)) + 1;
    for (let first = from; first === from || first < this.objects; first += PAGE) {
      const items = Array.from({ length: Math.max(0, Math.min(PAGE, this.objects - first)) }, (_, at) => {
        const key = keyOf(first + at);
        return { mark: key, record: { bucketName: 'b', key, index: first + at, size: 10 } };
      });
      await new Promise(setImmediate);
      yield { items, isLast: first + PAGE >= this.objects };
    }
  }
}

const early = fc.record({
  how: fc.constantFrom('lost', 'given-back', 'error'),
  after: fc.integer({ min: 1, max: 400 }),
}) satisfies fc.Arbitrary<EarlyEnd>;

const happening = fc.record({
  objects: fc.integer({ min: 0, max: 600 }),
  before: fc.record({
    all: fc.integer({ min: 0, max: 100 }),
    some: fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
  }),
  earlyEnds: fc.array(early, { maxLength: 4 }),
});

test('however often and however its attempts end early, a run tells of each object once and counts it once', async () => {
  await fc.assert(
    fc.asyncProperty(happening, async ({ objects, before, earlyEnds }) => {
      const run = new Run(objects, before);
      // An attempt that has less to do than is left to it comes to the end.
      for (const one of earlyEnds) if ((await run.attempt(one)).end === 'Success') return;
      const { end, totals } = await run.attempt(null);
      expect(end).toBe('Success');
      expect(totals).toEqual({ objects, bytes: 10 * objects });
      const told = run.batches.flatMap(({ receipts }) => receipts.map(({ key }) => key));
      expect(told.sort()).toEqual(Array.from({ length: objects }, (_, index) => keyOf(index)));
    }),
    { numRuns: 60 },
  );
}, 60_000);
