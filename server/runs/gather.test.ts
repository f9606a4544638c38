import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';

test('what comes alone is done at once, and what comes meanwhile is done together, in its order', async () => {
  const batches: number[][] = [];
  const double = gather<number, number>(4, async (items) => {
    batches.push([...items]);
    await turn();
    return items.map((item) => ({ ok: true, result: item * 2 }));
  });
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => double(item)));
  expect(results).toEqual([2, 4, 6, 8, 10, 12]);
  expect(batches).toEqual([[1], [2, 3, 4, 5], [6]]);
  expect(await double(7)).toBe(14);
});

test('one that fails does not spoil the others, be it alone or with all of them', async () => {
  const work = gather<string, string>(10, async (items) => {
    await turn();
    if (items.includes('breaks')) throw new Error('broken');
    return items.map((item) =>
      item === 'refused' ? { ok: false, error: new Error('no') } : { ok: true, result: `${item}!` },
    );
  });
  const outcomes = await Promise.allSettled(['a', 'b', 'refused', 'breaks', 'c'].map((item) => work(item)));
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
    'a!',
    'b!',
    'no',
    'broken',
    'c!',
  ]);
});

test('what may have been done although it failed is not done again', async () => {
  const done: string[] = [];
  const lost = new Error('lost');
  const work = gather<string, string>(
    10,
    async (items) => {
      await turn();
      done.push(...items);
      if (items.length > 1) throw lost;
      return items.map((item) => ({ ok: true, result: item }));
    },
    (error) => error === lost,
  );
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((item) => work(item)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(done).toEqual(['a', 'b', 'c']);
});
