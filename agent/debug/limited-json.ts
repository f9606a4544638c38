/**
 * A value as indented JSON, but no more of it than `most` characters and a little: a list may be of any length. `isCut` tells
 * whether there is more.
 */
export function limitedJson(value: unknown, most: number): { text: string; isCut: boolean } {
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  const isFull = () => length > most;

  const write = (item: unknown, indent: string): void => {
    if (item === null || typeof item !== 'object') {
      add(JSON.stringify(item) ?? 'null');
      return;
    }
    const isList = Array.isArray(item);
    const entries = isList ? item.entries() : Object.entries(item).filter(([, one]) => one !== undefined);
    const inner = `${indent}  `;
    let count = 0;
    add(isList ? '[' : '{');
    for (const [key, one] of entries) {
      if (isFull()) return;
      add(`${count === 0 ? '' : ','}\n${inner}${isList ? '' : `${JSON.stringify(String(key))}: `}`);
      write(one, inner);
      count += 1;
    }
    if (count > 0) add(`\n${indent}`);
    add(isList ? ']' : '}');
  };

  write(value, '');
  const text = pieces.join('');
  return { text, isCut: isFull() };
}
