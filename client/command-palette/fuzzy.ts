/** How well a text answers a query, and which of its characters do. */
export interface Match {
  /** The larger the better; comparable between texts for one query. */
  score: number;
  /** Indexes of the characters found, ascending. */
  positions: readonly number[];
}

const START = 12;
const WORD_START = 8;
const RUNNING_ON = 6;
/** What every character skipped between two found ones costs, up to {@link MOST_SKIPPED}. */
const SKIPPED = 1;
const MOST_SKIPPED = 6;
/** A short text says more exactly what was meant than a long one; never as much as one better place. */
const LENGTH = 0.01;

/**
 * Finds the letters of a query in a text, in order and not necessarily side by side, in the best way there is: at the
 * start, at starts of words, and one after another. Case and spaces of the query don't matter. Null when they are not
 * all there.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  return matchLetters(wantedBy(query), lettersOf(text));
}

/** The letters that a query asks for, each by itself in lower case, as {@link lettersOf} has those of a text. */
export function wantedBy(query: string): string[] {
  return Array.from(query, (letter) => letter.toLowerCase()).filter((letter) => letter.trim() !== '');
}

/** {@link fuzzyMatch} for many texts and queries: what can be known of each is worked out once. */
export function matchLetters(wanted: readonly string[], letters: ArrayLike<string>): Match | null {
  if (wanted.length === 0) return { score: 0, positions: [] };
  if (!isIn(wanted, letters)) return null;
  const found = bestPath(wanted, letters);
  return found && { score: found.score - letters.length * LENGTH, positions: found.positions };
}

const PLAIN = /^[ -~]*$/;

/** A text's letters, in lower case. A plain text is its own list of letters: with tens of thousands of them that counts. */
export function lettersOf(text: string): ArrayLike<string> {
  return PLAIN.test(text) ? text.toLowerCase() : Array.from(text, (letter) => letter.toLowerCase());
}

/** The quick answer for most texts: the letters are not all there in this order. */
function isIn(wanted: readonly string[], letters: ArrayLike<string>): boolean {
  let next = 0;
  for (let at = 0; at < letters.length && next < wanted.length; at += 1) if (letters[at] === wanted[next]) next += 1;
  return next === wanted.length;
}

const NO_WAY = Number.NEGATIVE_INFINITY;

/** For each wanted letter and each place: the best score of having found it there, and where the letter before it was. */
let scores = new Float64Array(256);
let froms = new Int32Array(256);

/** One row per wanted letter: the best way to have found it at each place, built from the row before. */
function bestPath(wanted: readonly string[], letters: ArrayLike<string>): Match | null {
  const width = letters.length;
  if (scores.length < wanted.length * width) {
    scores = new Float64Array(2 * wanted.length * width);
    froms = new Int32Array(scores.length);
  }
  for (const [row, letter] of wanted.entries()) fillRow(row, letter, letters);
  const last = (wanted.length - 1) * width;
  let end = -1;
  let score = NO_WAY;
  for (let at = 0; at < width; at += 1) {
    const own = scores[last + at] ?? NO_WAY;
    if (own <= score) continue;
    score = own;
    end = at;
  }
  if (end < 0) return null;
  const positions: number[] = [];
  for (let row = wanted.length - 1, at = end; row >= 0; row -= 1) {
    positions.unshift(at);
    at = froms[row * width + at] ?? -1;
  }
  return { score, positions };
}

function fillRow(row: number, letter: string, letters: ArrayLike<string>): void {
  const width = letters.length;
  const start = row * width;
  const before = start - width;
  /** The best way of the row before that ends at least two places back, with what the way from there costs. */
  let reach = NO_WAY;
  let reachFrom = -1;
  for (let at = 0; at < width; at += 1) {
    const far = row > 0 && at >= 2 ? (scores[before + at - 2] ?? NO_WAY) : NO_WAY;
    if (far > reach) {
      reach = far;
      reachFrom = at - 2;
    }
    reach -= SKIPPED;
    scores[start + at] = NO_WAY;
    if (letters[at] !== letter) continue;
    const running = row > 0 && at >= 1 ? (scores[before + at - 1] ?? NO_WAY) + RUNNING_ON : NO_WAY;
    const way = row === 0 ? -Math.min(at * SKIPPED, MOST_SKIPPED) : Math.max(running, reach);
    scores[start + at] = way + placeScore(at, letters);
    froms[start + at] = reach > running ? reachFrom : at - 1;
  }
}

function placeScore(at: number, letters: ArrayLike<string>): number {
  if (at === 0) return START;
  const before = letters[at - 1] ?? '';
  const isInWord = (before >= 'a' && before <= 'z') || (before !== ' ' && /[\p{L}\p{N}]/u.test(before));
  return isInWord ? 1 : WORD_START;
}
