import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Memory } from '../../../../shared/runs/payload.ts';
import { MiB } from '../plan/parts.ts';
import { PartCollector } from './part-collector.ts';

const never = new AbortController().signal;

/** Memory that gives what `gives` says, and counts what is out. */
function countedMemory(gives: (bytes: number, least: number) => number, isShort = () => false) {
  const state = { held: 0, most: 0, takes: 0 };
  const memory: Memory = {
    get isShort() {
      return isShort();
    },
    take: async (bytes, _signal, least = bytes) => {
      const given = gives(bytes, least);
      state.held += given;
      state.takes += 1;
      state.most = Math.max(state.most, state.held);
      return { bytes: given, release: () => (state.held -= given) };
    },
  };
  return { memory, state };
}

/** Collects a content of so many bytes; gives the lengths of the parts that would be sent. */
async function collect(part: PartCollector, bytes: number): Promise<number[]> {
  const chunk = Buffer.alloc(MiB, 7);
  const sent: number[] = [];
  for (let left = bytes; left > 0; left -= chunk.length) {
    const piece = chunk.subarray(0, Math.min(left, chunk.length));
    for (let at = 0; at < piece.length; ) {
      if (part.isFull) {
        if (part.canGrow) await part.grow();
        else {
          sent.push(part.bytes().length);
          part.next();
        }
      }
      at += part.add(piece, at);
    }
  }
  sent.push(part.length);
  part.release();
  return sent;
}

test('a small document takes no memory of the budget', async () => {
  const { memory, state } = countedMemory((bytes) => bytes);
  expect(await collect(new PartCollector(memory, never), 200_000)).toEqual([200_000]);
  expect(state.takes).toBe(0);
});

test('a long content takes memory for one part, keeps it from part to part, and gives it back', async () => {
  const { memory, state } = countedMemory((bytes) => bytes);
  const sent = await collect(new PartCollector(memory, never), 40 * MiB);
  expect(sent).toEqual([16 * MiB, 16 * MiB, 8 * MiB]);
  expect(state).toEqual({ held: 0, most: 16 * MiB, takes: 1 });
});

test('while memory is short parts are smaller, but not smaller than half, and each waits for its turn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), async (shortness) => {
      let looked = 0;
      const { memory, state } = countedMemory(
        (_, least) => least,
        () => shortness[looked++ % shortness.length] ?? true,
      );
      const sent = await collect(new PartCollector(memory, never), 30 * MiB);
      expect(sent.reduce((sum, length) => sum + length, 0)).toBe(30 * MiB);
      expect(sent.slice(0, -1).every((length) => length === 8 * MiB)).toBe(true);
      expect(state.held).toBe(0);
      expect(state.most).toBe(8 * MiB);
    }),
    { numRuns: 10 },
  );
});
