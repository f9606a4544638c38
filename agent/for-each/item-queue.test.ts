import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ItemQueue, type Page } from './item-queue.ts';

async function* pagesOf(sizes: readonly number[], asked: { pages: number }): AsyncGenerator<Page<number>> {
  let from = 0;
  for (const [index, size] of sizes.entries()) {
    asked.pages += 1;
    await turn();
    yield { items: Array.from({ length: size }, (_, at) => from + at), isLast: index === sizes.length - 1 };
    from += size;
  }
}

test('several takers together get every item once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 30 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 8 }),
      async (sizes, takers) => {
        const queue = new ItemQueue(pagesOf(sizes, { pages: 0 }), () => undefined);
        const taken: number[] = [];
        const take = async () => {
          for (let item = await queue.take(); item !== undefined; item = await queue.take()) {
            taken.push(item);
            if (item % 3 === 0) await turn();
          }
        };
        await Promise.all(Array.from({ length: takers }, take));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(taken).toEqual(Array.from({ length: total }, (_, index) => index));
      },
    ),
    { numRuns: 60 },
  );
});

test('the list is read no further than one page ahead', async () => {
  const asked = { pages: 0 };
  const queue = new ItemQueue(pagesOf([1000, 1000, 1000], asked), () => undefined);
  for (let index = 0; index < 700; index += 1) expect(await queue.take()).toBe(index);
  await turn();
  expect(asked.pages).toBe(1);
  for (let index = 700; index < 900; index += 1) await queue.take();
  await expect.poll(() => asked.pages).toBe(2);
  await queue.close();
});

test('an error of the list comes after what was listed before it', async () => {
  const failing = async function* (): AsyncGenerator<Page<string>> {
    yield { items: ['a', 'b'], isLast: false };
    throw new Error('the list broke');
  };
  const queue = new ItemQueue(failing(), () => undefined);
  expect(await queue.take()).toBe('a');
  await turn();
  expect(await queue.take()).toBe('b');
  await expect(queue.take()).rejects.toThrow('the list broke');
});
