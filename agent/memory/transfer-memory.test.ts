import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemoryShare } from '../../shared/runs/payload.ts';
import { TransferMemory } from './transfer-memory.ts';

const never = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('whatever runs take while they hold some, all of them end, and the budget is kept but for the oldest one', async () => {
  const take = fc.record({ bytes: fc.integer({ min: 1, max: 60 }), least: fc.integer({ min: 1, max: 60 }) });
  const run = fc.record({
    takes: fc.array(take, { minLength: 1, maxLength: 5 }),
    /** After which of its takes it gives the first one back; it may do it at the end. */
    givesBackAfter: fc.integer({ min: 0, max: 5 }),
    turns: fc.integer({ min: 0, max: 3 }),
    isCanceled: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.array(run, { minLength: 1, maxLength: 12 }),
      async (budget, runs) => {
        const memory = new TransferMemory(budget);
        const runsOver = runs.map(async ({ takes, givesBackAfter, turns, isCanceled }) => {
          const account = memory.account();
          const stop = new AbortController();
          const shares: MemoryShare[] = [];
          if (isCanceled) void turn().then(() => stop.abort());
          try {
            for (const [index, { bytes, least }] of takes.entries()) {
              const share = await account.take(bytes, stop.signal, least);
              shares.push(share);
              expect(share.bytes).toBeLessThanOrEqual(bytes);
              expect(share.bytes).toBeGreaterThanOrEqual(Math.min(least, bytes));
              for (let count = 0; count < turns; count += 1) await turn();
              if (index === givesBackAfter) shares[0]?.release();
            }
          } catch (error) {
            if (!stop.signal.aborted) throw error;
          }
          account.close();
        });
        await Promise.all(runsOver);
        expect(memory.used).toBe(0);
        expect(memory.isShort).toBe(false);
        // A run's own takes are the most that any one of them can have needed at once beyond the budget.
        const largest = Math.max(...runs.map(({ takes }) => takes.reduce((sum, one) => sum + one.bytes, 0)));
        expect(memory.peak).toBeLessThanOrEqual(budget + largest);
      },
    ),
    { numRuns: 300 },
  );
});

test('runs that take once never have more than the budget, and are served in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 60, max: 100 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      async (budget, sizes) => {
        const memory = new TransferMemory(budget);
        const served: number[] = [];
        const all = sizes.map(async (bytes, index) => {
          const account = memory.account();
          await account.take(bytes, never);
          served.push(index);
          await turn();
          account.close();
        });
        await Promise.all(all);
        expect(served).toEqual(sizes.map((_, index) => index));
        expect(memory.peak).toBeLessThanOrEqual(budget);
      },
    ),
    { numRuns: 100 },
  );
});

test('a run that holds some comes before those that hold none', async () => {
  const memory = new TransferMemory(10);
  const [first, second, third] = [memory.account(), memory.account(), memory.account()];
  const order: string[] = [];
  const held = await first.take(4, never);
  await second.take(6, never);
  void third.take(1, never).then(() => order.push('third'));
  void second.take(1, never).then(() => order.push('second'));
  await turn();
  expect(order).toEqual([]);
  expect(second.isShort).toBe(true);
  held.release();
  await turn();
  expect(order).toEqual(['second', 'third']);
});

test('less is given when that is all there is; more than there is at all is given to a run that is alone', async () => {
  const memory = new TransferMemory(10);
  const [one, other] = [memory.account(), memory.account()];
  expect((await one.take(7, never)).bytes).toBe(7);
  expect((await other.take(7, never, 2)).bytes).toBe(3);
  one.close();
  other.close();
  expect((await memory.account().take(50, never, 20)).bytes).toBe(20);
});

test('a cancel ends the waiting, and whoever waited behind is served', async () => {
  const memory = new TransferMemory(10);
  const [holder, large, small] = [memory.account(), memory.account(), memory.account()];
  await holder.take(5, never);
  const stop = new AbortController();
  const waiting = large.take(8, stop.signal);
  const behind = small.take(2, never);
  stop.abort(new Error('canceled'));
  await expect(waiting).rejects.toThrow('canceled');
  expect((await behind).bytes).toBe(2);
  await expect(large.take(1, stop.signal)).rejects.toThrow('canceled');
});

test('what was given back twice is given back once, and a run that is over takes nothing more', async () => {
  const memory = new TransferMemory(10);
  const account = memory.account();
  const share = await account.take(5, never);
  await account.take(1, never);
  share.release();
  share.release();
  expect(memory.used).toBe(1);
  account.close();
  await expect(account.take(1, never)).rejects.toThrow('over');
});

test('what is reserved for something else is given to nobody, and leaves a third', async () => {
  const memory = new TransferMemory(12);
  const giveBack = memory.reserve(6);
  expect(memory.reserve(3)).toBeNull();
  expect((await memory.account().take(4, never)).bytes).toBe(4);
  expect((await memory.account().take(4, never, 1)).bytes).toBe(2);
  const waiting = memory.account().take(6, never);
  giveBack?.();
  giveBack?.();
  expect((await waiting).bytes).toBe(6);
  expect(memory.reserve(1)).toBeNull();
});
