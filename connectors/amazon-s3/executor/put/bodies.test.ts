import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollectBuffer } from './collect-buffer.ts';
import { combineCrc32 } from './crc32-combine.ts';
import { framedLength, framing } from './framed-body.ts';

const pieces = fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 12 });

/** Takes aws-chunked framing off. */
function unframe(framed: Buffer): { data: Buffer; trailer: string } {
  const data: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = framed.indexOf('\r\n', at);
    const length = Number.parseInt(framed.toString('latin1', at, end), 16);
    if (length === 0) return { data: Buffer.concat(data), trailer: framed.toString('latin1', end + 2) };
    data.push(framed.subarray(end + 2, end + 2 + length));
    at = end + 2 + length;
    expect(framed.toString('latin1', at, at + 2)).toBe('\r\n');
    at += 2;
  }
}

test('a framed body has the length that was announced, and its data comes out again', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 0, max: 2 * 1024 ** 2 }), async (chunks, more) => {
      const all = [...chunks, new Uint8Array(more)];
      const length = all.reduce((sum, chunk) => sum + chunk.length, 0);
      const out: Buffer[] = [];
      const frames = framing((chunk, before = '') => {
        out.push(Buffer.from(before), Buffer.from(chunk));
      }, length);
      for (const chunk of all) await frames.take(chunk);
      await frames.end('x-amz-checksum-crc32', 'AAAAAA==');
      const framed = Buffer.concat(out);
      expect(framed.length).toBe(framedLength(length, 'x-amz-checksum-crc32', 8));
      const { data, trailer } = unframe(framed);
      expect(data.equals(Buffer.concat(all))).toBe(true);
      expect(trailer).toBe('x-amz-checksum-crc32:AAAAAA==\r\n\r\n');
    }),
    { numRuns: 40 },
  );
});

test('the CRC of the whole follows from those of the pieces', () => {
  const base64 = (bytes: Uint8Array) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(bytes));
    return value.toString('base64');
  };
  fc.assert(
    fc.property(pieces, (chunks) => {
      const combined = combineCrc32(chunks.map((chunk) => ({ value: base64(chunk), length: chunk.length })));
      expect(combined).toBe(base64(Buffer.concat(chunks)));
    }),
  );
});

test('a collecting buffer gives back what was put in, up to its limit', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 20_000 }), (chunks, limit) => {
      const buffer = new CollectBuffer(limit);
      for (const chunk of chunks) buffer.add(chunk, 0);
      const expected = Buffer.alloc(limit);
      let length = 0;
      for (const chunk of chunks) {
        const part = chunk.subarray(0, limit - length);
        expected.set(part, length);
        length += part.length;
      }
      expect(buffer.length).toBe(length);
      expect(Buffer.from(buffer.bytes()).equals(expected.subarray(0, length))).toBe(true);
      expect(buffer.full).toBe(length === limit);
    }),
  );
});
