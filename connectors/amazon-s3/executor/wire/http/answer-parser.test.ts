import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WireFailure } from '../wire-failure.ts';
import { AnswerParser } from './answer-parser.ts';
import type { Head } from './head.ts';

interface Read {
  head: Head | undefined;
  body: Buffer;
  ended: boolean;
  /** Bytes that came after the answer. */
  excess: number;
}

/** Reads an answer that comes in pieces, cut there, after which the storage closes the connection. */
function read(bytes: Buffer, cuts: readonly number[] = [], method = 'GET'): Read {
  const body: Buffer[] = [];
  let head: Head | undefined;
  let ends = 0;
  const parser = new AnswerParser(method, {
    head: (one) => {
      head = one;
    },
    body: (chunk) => {
      body.push(Buffer.from(chunk));
    },
    end: () => {
      ends += 1;
    },
  });
  let taken = 0;
  const edges = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let index = 1; index < edges.length && !parser.ended; index += 1)
    taken += parser.push(bytes.subarray(edges[index - 1], edges[index]));
  const ended = parser.close();
  expect(ends).toBe(ended ? 1 : 0);
  return { head, body: Buffer.concat(body), ended, excess: bytes.length - taken };
}

const text = (answer: string) => read(Buffer.from(answer, 'latin1'));
const cuts = fc.array(fc.nat(), { maxLength: 12 });

/** Cuts bytes into chunks of the chunked coding. */
function chunked(bytes: Buffer, sizes: readonly number[], trailer: string): Buffer {
  const out: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    const chunk = bytes.subarray(at, at + size);
    at += chunk.length;
    if (chunk.length > 0) out.push(Buffer.from(`${chunk.length.toString(16)};x=1\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...out, Buffer.from(`0\r\n${trailer}\r\n`)]);
}

describe('an answer', () => {
  test('is read the same, whichever way it is cut', () => {
    const body = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const coding = fc.constantFrom('length', 'chunked', 'close');
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(body, coding, sizes, cuts, fc.boolean(), (bytes, how, chunks, edges, interim) => {
        const framing = {
          length: `content-length: ${bytes.length}\r\n`,
          chunked: 'Transfer-Encoding: Chunked\r\n',
          close: '',
        };
        const before = interim ? 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n' : '';
        const head = `${before}HTTP/1.1 200 OK\r\nETag: "e"\r\nX-Amz-Meta-A: \xe4\r\n${framing[how]}\r\n`;
        const coded = how === 'chunked' ? chunked(bytes, chunks, 'x-sum: 1\r\n') : bytes;
        const whole = read(Buffer.concat([Buffer.from(head, 'latin1'), coded]), edges);
        expect(whole).toMatchObject({ ended: true, excess: 0 });
        expect(whole.body.equals(bytes)).toBe(true);
        expect(whole.head).toMatchObject({ status: 200, keepAlive: how !== 'close' });
        expect(whole.head?.headers).toMatchObject({ etag: '"e"', 'x-amz-meta-a': '\xe4' });
      }),
    );
  });

  test('that ends early is never taken for a whole one', () => {
    const whole = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123456789');
    const coded = Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n');
    for (const bytes of [whole, coded])
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), cuts, (length, edges) => {
          expect(read(bytes.subarray(0, length), edges).ended).toBe(false);
        }),
      );
  });

  test('that is anything but HTTP is refused by name, or waited on', () => {
    const words = [
      'HTTP/1.1 200 OK\r\n',
      'content-length: 3\r\n',
      'transfer-encoding: chunked\r\n',
      '\r\n',
      '5\r\n',
      ':',
      ' ',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...words).map((word) => Buffer.from(word)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), cuts, (pieces, edges) => {
        try {
          read(Buffer.concat(pieces), edges);
        } catch (error) {
          expect(error).toBeInstanceOf(WireFailure);
          expect(error).toMatchObject({ errno: 'NOT_HTTP' });
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['two lengths that differ', 'content-length: 1\r\ncontent-length: 2'],
    ['a list of lengths', 'content-length: 1, 1'],
    ['a length and a coding', 'content-length: 1\r\ntransfer-encoding: chunked'],
    ['a negative length', 'content-length: -1'],
    ['a signed length', 'content-length: +1'],
    ['a length in hexadecimal', 'content-length: 0x10'],
    ['an empty length', 'content-length:'],
    ['too long a length', `content-length: ${'9'.repeat(20)}`],
    ['an unknown coding', 'transfer-encoding: gzip, chunked'],
    ['a coding twice', 'transfer-encoding: chunked\r\ntransfer-encoding: chunked'],
    ['a space before the colon', 'content-length : 1'],
    ['a folded header', 'etag: "a\r\n b"'],
    ['a header without a colon', 'nonsense'],
    ['a header without a name', ': x'],
    ['a lone line feed', 'etag: "a"\ncontent-length: 1'],
    ['a lone carriage return', 'etag: "a"\rcontent-length: 1'],
    ['a zero byte', 'etag: "\0"'],
  ])('with %s is refused', (_, headers) => {
    expect(() => text(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\nx`)).toThrow('NOT_HTTP');
  });

  test.each([
    'HTTP/2 200 OK',
    'HTTP/1.1  200 OK',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 2000 OK',
    'HTTP/1.1 099 OK',
    'http/1.1 200 OK',
    'SSH-2.0-x',
  ])('that begins with %s is refused', (line) => {
    expect(() => text(`${line}\r\n\r\n`)).toThrow('NOT_HTTP');
  });

  test.each(['-1', '0x5', '5 5', '', ' 5', 'g', 'fffffffffffffff', '5\nabcde'])(
    'with a chunk of the size "%s" is refused',
    (size) => {
      expect(() => text(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${size}\r\nabcde\r\n0\r\n\r\n`)).toThrow(
        'NOT_HTTP',
      );
    },
  );

  test('with a chunk longer than it says is refused', () => {
    expect(() => text('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n')).toThrow(
      'NOT_HTTP',
    );
  });

  test('with an endless head is refused before it is whole', () => {
    expect(() => text(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(70_000)}`)).toThrow('NOT_HTTP');
    expect(() => text(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(2500)}\r\n`)).toThrow('NOT_HTTP');
  });

  test.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\ncontent-length: 5'],
    ['DELETE', 'HTTP/1.1 204 No Content'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 5'],
  ])('to a %s that has no body ends with its head: %s', (method, head) => {
    const answer = read(Buffer.from(`${head}\r\n\r\n`), [], method);
    expect(answer).toMatchObject({ ended: true, excess: 0, head: { keepAlive: true } });
  });

  test('is not mixed up with what follows it', () => {
    expect(text('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n')).toMatchObject({ excess: 17 });
    expect(text('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nx')).toMatchObject({ excess: 1, body: Buffer.alloc(0) });
    const coded = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nxy';
    expect(text(coded)).toMatchObject({ excess: 2, ended: true });
  });

  test('says whether the connection goes on', () => {
    const keepAlive = (version: string, headers: string) =>
      text(`HTTP/${version} 200 OK\r\ncontent-length: 0\r\n${headers}\r\n`).head?.keepAlive;
    expect(keepAlive('1.1', '')).toBe(true);
    expect(keepAlive('1.1', 'Connection: Close\r\n')).toBe(false);
    expect(keepAlive('1.1', 'connection: x\r\nconnection: close\r\n')).toBe(false);
    expect(keepAlive('1.0', '')).toBe(false);
    expect(keepAlive('1.0', 'connection: keep-alive\r\n')).toBe(true);
  });

  test('with a header twice has the first of one that is no list, else both', () => {
    const { head } = text('HTTP/1.1 200 OK\r\ncontent-length: 0\r\netag: a\r\nETag: b\r\nvary: a\r\nvary: b\r\n\r\n');
    expect(head?.headers).toEqual({ 'content-length': '0', etag: 'a', vary: 'a, b' });
  });
});
