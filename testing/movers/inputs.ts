import { createHash } from 'node:crypto';

const MiB = 1024 ** 2;

/** The transfers in parts cut at these. In bytes; S3 takes no smaller part but as the last one. */
export const PART = 6 * MiB;
export const LARGEST_PUT = 5 * MiB;

/** An object that every mover is given. */
export interface Input {
  /** What is out of the ordinary about it. */
  readonly what: string;
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly contentType: string;
  /**
   * Whether rclone carries the name. It takes a key for a path: `//`, a `/` at either end and segments of dots are lost or
   * changed on the way, and with some of them it lists without an end.
   */
  readonly byRclone: boolean;
}

const input = (what: string, key: string, size?: number): Input => ({
  what,
  key,
  size: size ?? Buffer.byteLength(key) + 10,
  contentType: `text/x-sluice; charset=utf-8; of=${createHash('md5').update(key).digest('hex').slice(0, 6)}`,
  byRclone: key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..'),
});

const sized = (what: string, size: number) => input(what, `sizes/${size}.bin`, size);

const SIZES: readonly Input[] = [
  sized('0 bytes', 0),
  sized('1 byte', 1),
  sized('5 MiB - 1', 5 * MiB - 1),
  sized('5 MiB', 5 * MiB),
  sized('5 MiB + 1', 5 * MiB + 1),
  sized('part size - 1', PART - 1),
  sized('part size', PART),
  sized('part size + 1', PART + 1),
];

const NAMES: readonly Input[] = [
  input('spaces', 'two  spaces in a row'),
  input('a space at the beginning', ' first'),
  input('a space at the end', 'last '),
  input('nothing but a space', ' '),
  input('+', 'one+two++three'),
  input('%', '100% of it'),
  input('% before hex digits', '%2F%2f%25/%20+%00'),
  input('Unicode NFC', 'form/Ångström é.txt'.normalize('NFC')),
  input('Unicode NFD', 'form/Ångström é.txt'.normalize('NFD')),
  input('Unicode of three and four bytes', '日本語/😀'),
  input('the signs of a URL', 'a?b=c&d#e;f=g:h@i,j!$'),
  input('quotes and brackets', `"a" 'b' <c> [d] {e} (f) |^~\`*`),
  input('a backslash', '..\\a\\b'),
  input('a tab', 'a\tb'),
  input('dots of a name', '.a/..b/c./d../...'),
  input('a key like an option', '--acl'),
  input('a 1,024-byte key', 'k'.repeat(1024)),
  input('a 1,024-byte key of 512 letters', 'é'.normalize('NFC').repeat(512)),
  input('// between', 'a//b'),
  input('/// between', 'a///b'),
  input('// at the end', 'a//'),
  input('a leading /', '/a'),
  input('a leading //', '//a'),
  input('nothing but /', '/'),
  input('nothing but //', '//'),
  input('a / at the end', 'folder/'),
  input('.', '.'),
  input('..', '..'),
  input('./ at the beginning', './a'),
  input('../ at the beginning', '../a'),
  input('/./ between', 'a/./b'),
  input('/../ between', 'a/../b'),
  input('/. at the end', 'a/.'),
  input('/.. at the end', 'a/..'),
];

const LARGE_NAMES: readonly Input[] = [
  input('5 MiB + 1 with an odd name', 'large/ü+ %2F "?#.bin', 5 * MiB + 1),
  input('5 MiB + 1 with //, . and ..', '//large/./ü+%2F/../.bin', 5 * MiB + 1),
];

export const INPUTS: readonly Input[] = [...SIZES, ...NAMES, ...LARGE_NAMES];

/** What is in it: other bytes for each key, the same ones in each run. */
export function bytesOfInput({ key, size }: Input): Buffer {
  const seed = createHash('sha256').update(key).digest();
  const bytes = Buffer.alloc(size, seed);
  // No two blocks alike, so that parts that have changed places show.
  for (let at = 0; at + 4 <= size; at += 65_536) bytes.writeUInt32BE(at, at);
  return bytes;
}
