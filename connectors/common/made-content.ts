import type { Content, RecordValue } from '../../shared/runs/payload.ts';

const CHUNK = 64 * 1024;

/** A List's response as a JSON document, made while it is read: one listed object a line. */
export function listContent(record: RecordValue): Content {
  return madeContent('application/json', () => jsonPieces(record));
}

/** A document that is made of its pieces while it is read. */
export function madeContent(contentType: string, pieces: () => Iterable<string>): Content {
  return {
    size: undefined,
    rereadable: false,
    contentType,
    read: async (sink, range, signal) => {
      if (range.offset !== 0) throw new RangeError('a generated document is read from its start');
      for (const text of chunked(pieces())) {
        signal.throwIfAborted();
        await sink(Buffer.from(text, 'utf8'));
      }
    },
  };
}

/** The document in small pieces: each row of a list is one. */
function* jsonPieces(record: RecordValue): Generator<string> {
  let separator = '{';
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',\n';
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield '[';
    for (const [index, row] of value.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`;
    yield value.length === 0 ? ']' : '\n]';
  }
  yield separator === '{' ? '{}\n' : '}\n';
}

function* chunked(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
