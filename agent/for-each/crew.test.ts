import { expect, test } from 'vitest';
import type { Memory } from '../../shared/runs/payload.ts';
import { STREAM_BYTES } from '../memory/stream-bytes.ts';
import { TransferMemory } from '../memory/transfer-memory.ts';
import { workTogether } from './crew.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Works through so many pieces; gives how many were worked on at a time when each one began. */
async function through(
  pieces: number,
  limit: (begun: number) => number,
  own?: Memory,
  shared?: TransferMemory,
): Promise<number[]> {
  const atATime: number[] = [];
  let now = 0;
  await workTogether({
    limit: () => limit(atATime.length),
    work: async () => {
      if (atATime.length >= pieces) return false;
      now += 1;
      atATime.push(now);
      await turn();
      now -= 1;
      return true;
    },
    own,
    shared,
  });
  expect(now).toBe(0);
  return atATime;
}

test('there are as many workers as there are to be, and everything is done once', async () => {
  const atATime = await through(100, () => 7);
  expect(atATime).toHaveLength(100);
  expect(Math.max(...atATime)).toBe(7);
});

test('more are taken on while it goes, and some go', async () => {
  const atATime = await through(300, (begun) => (begun < 100 ? 2 : begun < 200 ? 9 : 3));
  expect(Math.max(...atATime.slice(0, 100))).toBe(2);
  expect(Math.max(...atATime.slice(110, 200))).toBe(9);
  expect(Math.max(...atATime.slice(210))).toBe(3);
});

test('a budget that is used up leaves every run its first worker, and the others when there is room', async () => {
  const memory = new TransferMemory(2 * STREAM_BYTES);
  const other = memory.account();
  await other.take(STREAM_BYTES, new AbortController().signal);
  const own = memory.account();
  await own.take(STREAM_BYTES, new AbortController().signal);
  expect(Math.max(...(await through(20, () => 5, own, memory)))).toBe(1);
  other.close();
  expect(Math.max(...(await through(20, () => 5, own, memory)))).toBe(2);
  own.close();
  expect(memory.used).toBe(0);
  expect(memory.peak).toBe(2 * STREAM_BYTES);
});

test('nothing to do is done at once', async () => {
  expect(await through(0, () => 5)).toEqual([]);
});
