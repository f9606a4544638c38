import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplyStream } from '../http/reply.ts';
import { ConnectionCut } from './connection-cut.ts';
import type { FaultEffect } from './fault-rules.ts';

type Chunks = AsyncIterable<Buffer>;

async function* slowly(chunks: Chunks, milliseconds: number, size: number): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) {
      await sleep(milliseconds, undefined, { ref: false });
      yield chunk.subarray(at, at + size);
    }
  }
}

/** Calls `then` once exactly `limit` bytes have been given on, or at the end of a shorter body. */
async function* upTo(chunks: Chunks, limit: number, then: () => Promise<'go on' | 'stop'>): AsyncGenerator<Buffer> {
  let seen = 0;
  let called = false;
  for await (const chunk of chunks) {
    const before = limit - seen;
    seen += chunk.length;
    if (called || seen < limit) {
      yield chunk;
      continue;
    }
    if (before > 0) yield chunk.subarray(0, before);
    called = true;
    if ((await then()) === 'stop') return;
    if (before < chunk.length) yield chunk.subarray(before);
  }
}

async function* flipped(chunks: Chunks, at: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of chunks) {
    const place = at - seen;
    seen += chunk.length;
    if (place < 0 || place >= chunk.length) {
      yield chunk;
      continue;
    }
    const copy = Buffer.from(chunk);
    copy.writeUInt8(copy.readUInt8(place) ^ 0xff, place);
    yield copy;
  }
}

/** The body as an effect changes it, or undefined when the effect is about something else. */
export function changeBody(
  body: ReplyStream,
  effect: FaultEffect,
  replaceObject: (content: string) => Promise<void>,
): ReplyStream | undefined {
  const { chunks } = body;
  switch (effect.kind) {
    case 'slowBody':
      return { ...body, chunks: slowly(chunks, effect.milliseconds, effect.chunkBytes) };
    case 'flipByte':
      return { ...body, chunks: flipped(chunks, effect.at) };
    case 'truncateBody': {
      const length = Math.min(body.length, effect.afterBytes);
      return { ...body, length, chunks: upTo(chunks, length, async () => 'stop') };
    }
    case 'cutBody':
      return {
        ...body,
        chunks: upTo(chunks, effect.afterBytes, async () => {
          throw new ConnectionCut();
        }),
      };
    case 'replaceObject':
      return {
        ...body,
        chunks: upTo(chunks, effect.afterBytes, async () => {
          await replaceObject(effect.content);
          return 'go on';
        }),
      };
    default:
      return undefined;
  }
}
