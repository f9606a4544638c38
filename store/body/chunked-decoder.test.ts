import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeChunked } from './chunked-decoder.ts';

async function* inPieces(data: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let i = 0; at < data.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield data.subarray(at, at + size);
    at += size;
  }
}

async function decode(wire: Buffer, sizes: readonly number[], trailers = new Map<string, string>()): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const form = { verifier: undefined, trailer: true, onTrailer: (n: string, v: string) => void trailers.set(n, v) };
  for await (const piece of decodeChunked(inPieces(wire, sizes), form)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function framed(chunks: readonly Buffer[], trailer = 'x-amz-checksum-crc32:AAAAAA==\r\n\r\n'): Buffer {
  const data = chunks.map((chunk) =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
  );
  return Buffer.concat([...data, Buffer.from(`0\r\n${trailer}`)]);
}

const LARGE = 8192;

describe('the framing of aws-chunked', () => {
  test('comes off however the network cuts it', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 });
    const chunks = fc.array(fc.integer({ min: LARGE, max: LARGE * 2 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 100 }), sizes, async (lengths, last, cuts) => {
        const data = [...lengths, last].map((length, i) => Buffer.alloc(length, i + 1));
        const trailers = new Map<string, string>();
        expect((await decode(framed(data), cuts, trailers)).equals(Buffer.concat(data))).toBe(true);
        expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
      }),
      { numRuns: 50 },
    );
  });

  test('of an empty body is only its last chunk', async () => {
    expect(await decode(framed([]), [3])).toHaveLength(0);
  });

  test.each([
    ['an early end', framed([Buffer.alloc(LARGE)]).subarray(0, 4000), 'IncompleteBody'],
    ['a size that is no number', Buffer.from('zz\r\nabc\r\n'), 'InvalidRequest'],
    ['a signature where none belongs', Buffer.from(`3;chunk-signature=${'a'.repeat(64)}\r\nabc\r\n`), 'InvalidRequest'],
    ['data that is longer than its size', Buffer.from('2\r\nabc\r\n0\r\n\r\n'), 'IncompleteBody'],
    ['an endless line', Buffer.alloc(10_000, 'a'), 'InvalidRequest'],
    ['a small chunk before others', framed([Buffer.alloc(10), Buffer.alloc(10)]), 'InvalidChunkSizeError'],
    ['data behind the end', Buffer.concat([framed([]), Buffer.from('more')]), 'InvalidRequest'],
    ['a trailer that is none', framed([], 'nonsense\r\n\r\n'), 'MalformedTrailerError'],
  ])('refuses %s', async (_what, wire, code) => {
    await expect(decode(wire, [1000])).rejects.toMatchObject({ code });
  });

  test('lets go of a body that it refuses, so that what is left of it can be thrown away', async () => {
    let isFree = false;
    async function* body(): AsyncGenerator<Buffer> {
      try {
        yield Buffer.from('zz\r\n');
        yield Buffer.alloc(LARGE);
      } finally {
        isFree = true;
      }
    }
    const data = decodeChunked(body(), { verifier: undefined, trailer: true, onTrailer: () => {} });
    await expect(data.next()).rejects.toMatchObject({ code: 'InvalidRequest' });
    expect(isFree).toBe(true);
  });

  test('never hangs and never takes garbage for a body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (garbage) => {
        const wire = Buffer.concat([Buffer.from('x'), Buffer.from(garbage)]);
        await expect(decode(wire, [7])).rejects.toHaveProperty('code');
      }),
    );
  });
});
