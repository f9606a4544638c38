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
  const wanted = [...query.toLowerCase()].filter((letter) => letter.trim() !== '');
  if (wanted.length === 0) return { score: 0, positions: [] };
  const letters = Array.from(text, (letter) => letter.toLowerCase());
  if (!isIn(wanted, letters)) return null;
  const found = bestPath(wanted, letters);
  return found && { score: found.score - letters.length * LENGTH, positions: found.positions };
}

/** The quick answer for most texts: the letters are not all there in this order. */
function isIn(wanted: readonly string[], letters: readonly string[]): boolean {
  let next = 0;
  for (const letter of letters) if (letter === wanted[next]) next += 1;
  return next === wanted.length;
}

interface Path {
  score: number;
  positions: readonly number[];
}

/** One row per wanted letter: the best way to have found it at each place, built from the row before. */
function bestPath(wanted: readonly string[], letters: readonly string[]): Path | null {
  let before: readonly (Path | null)[] = [];
  for (const [row, letter] of wanted.entries()) {
    const reach = row === 0 ? [] : reaches(before);
    before = letters.map((one, at) => {
      if (one !== letter) return null;
      return stepTo(at, letters, row === 0 ? null : { last: before[at - 1] ?? null, reach: reach[at] ?? null });
    });
  }
  return best(before);
}

/** For each place the best path that ends at least two before it, with what the way from there costs. */
function reaches(paths: readonly (Path | null)[]): (Path | null)[] {
  const found: (Path | null)[] = [];
  for (const at of paths.keys()) {
    const farther = best([found[at - 1] ?? null, paths[at - 2] ?? null]);
    found.push(farther && { ...farther, score: farther.score - SKIPPED });
  }
  return found;
}

function stepTo(at: number, letters: readonly string[], from: { last: Path | null; reach: Path | null } | null) {
  const own = placeScore(at, letters);
  if (!from) return { score: own - Math.min(at * SKIPPED, MOST_SKIPPED), positions: [at] };
  const running = from.last && { ...from.last, score: from.last.score + RUNNING_ON };
  const way = best([running, from.reach]);
  return way && { score: way.score + own, positions: [...way.positions, at] };
}

function placeScore(at: number, letters: readonly string[]): number {
  if (at === 0) return START;
  return /[\p{L}\p{N}]/u.test(letters[at - 1] ?? '') ? 1 : WORD_START;
}

function best(paths: readonly (Path | null)[]): Path | null {
  return paths.reduce((one, other) => (other && (!one || other.score > one.score) ? other : one), null);
}
