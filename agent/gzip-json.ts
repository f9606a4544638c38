import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';

const compress = promisify(gzip);

/** So many rows of a list are made text at a time: a list of 100,000 objects must not stand in memory as one text too. */
const ROWS = 500;

/** A value as gzip-compressed JSON. */
export async function gzipJson(value: object): Promise<Uint8Array<ArrayBuffer>> {
  const isLong = Object.values(value).some((member) => Array.isArray(member) && member.length > ROWS);
  if (Array.isArray(value) || !isLong) return new Uint8Array(await compress(JSON.stringify(value)));
  const chunks: Uint8Array[] = [];
  for await (const chunk of Readable.from(piecesOf(value), { objectMode: true, highWaterMark: 1 }).pipe(createGzip()))
    chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** The JSON of an object, its lists in pieces. */
function* piecesOf(value: object): Generator<string> {
  let separator = '{';
  for (const [name, member] of Object.entries(value)) {
    // What JSON leaves out.
    const text: string | undefined = Array.isArray(member) ? '[' : JSON.stringify(member);
    if (text === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:${text}`;
    separator = ',';
    if (!Array.isArray(member)) continue;
    for (let from = 0; from < member.length; from += ROWS) {
      const rows = JSON.stringify(member.slice(from, from + ROWS)).slice(1, -1);
      yield from === 0 ? rows : `,${rows}`;
    }
    yield ']';
  }
  yield separator === '{' ? '{}' : '}';
}
