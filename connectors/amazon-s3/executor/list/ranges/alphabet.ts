/** Families of characters that stand for one another at one place of a key, the smallest first; each in the order of keys. */
const FAMILIES = [
  '0123456789',
  '0123456789abcdef',
  '0123456789ABCDEF',
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0123456789abcdefghijklmnopqrstuvwxyz',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  '-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
];
const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('');
/** No deeper than this is anything learnt of keys. */
const DEEPEST = 160;

/** Which characters keys have at each place, learnt from some that are near one another. */
export class Alphabets {
  readonly #seen: Set<string>[] = [];
  readonly #families: (string | undefined)[] = [];

  constructor(keys: readonly string[]) {
    for (const key of keys)
      for (let depth = 0; depth < Math.min(key.length, DEEPEST); depth += 1)
        this.#seen[depth] = (this.#seen[depth] ?? new Set()).add(key.charAt(depth));
  }

  /** The characters that may stand at a place of a key, in the order of keys: those seen there, and their like. */
  at(depth: number): string {
    const known = this.#families[depth];
    if (known !== undefined) return known;
    const seen = [...(this.#seen[depth] ?? [])];
    const family = FAMILIES.find((one) => seen.every((character) => one.includes(character))) ?? PRINTABLE;
    this.#families[depth] = family;
    return family;
  }
}

/** How many of the alphabet's characters come before this one: its rank, if it is one of them. */
export function rankIn(alphabet: string, character: string): number {
  const exact = character === '' ? -1 : alphabet.indexOf(character);
  if (exact >= 0 || character === '') return Math.max(0, exact);
  let rank = 0;
  while (rank < alphabet.length && alphabet.charAt(rank) < character) rank += 1;
  return Math.min(rank, alphabet.length - 1);
}
