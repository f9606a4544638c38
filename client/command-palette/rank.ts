import { lettersOf, type Match, matchLetters, wantedBy } from './fuzzy.ts';
import type { PaletteEntry } from './palette-entry.ts';

/** An entry as it is offered for a query. */
export interface Ranked {
  entry: PaletteEntry;
  /** The characters of its title to mark. */
  positions: readonly number[];
  /** It is among what was chosen lately, and stands first for that. */
  recent: boolean;
}

/** As many as one looks through; more typing finds the others. */
const MOST = 60;
/** What having been chosen lately is worth, for the last one; enough to win between like answers, not to beat a better one. */
const RECENT = 5;

/**
 * What to offer for a query, the best first. Nothing typed: what was chosen lately, then everything in its own order.
 * `recent`: ids of entries, the last chosen first. What can't be done now comes after its equals that can.
 */
export function rank(entries: readonly PaletteEntry[], query: string, recent: readonly string[]): Ranked[] {
  const lately = new Map(recent.map((id, index) => [id, index]));
  if (query.trim() === '') return withoutQuery(entries, lately);
  const wanted = wantedBy(query);
  return entries
    .flatMap((entry) => {
      const match = answer(entry, wanted);
      if (!match) return [];
      const age = lately.get(entry.id);
      const bonus = age === undefined ? 0 : RECENT * (1 - age / Math.max(1, recent.length));
      const score = match.score + bonus - (entry.disabledReason === null ? 0 : 2);
      return [{ entry, positions: match.positions, recent: false, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ entry, positions, recent }) => ({ entry, positions, recent }));
}

function withoutQuery(entries: readonly PaletteEntry[], lately: ReadonlyMap<string, number>): Ranked[] {
  const age = ({ id }: PaletteEntry) => lately.get(id) ?? Number.POSITIVE_INFINITY;
  const first = entries.filter(({ id }) => lately.has(id)).sort((a, b) => age(a) - age(b));
  const rest = entries.filter(({ id }) => !lately.has(id));
  return [...first.map((entry) => ranked(entry, true)), ...rest.map((entry) => ranked(entry, false))].slice(0, MOST);
}

function ranked(entry: PaletteEntry, recent: boolean): Ranked {
  return { entry, positions: [], recent };
}

interface Letters {
  title: ArrayLike<string>;
  /** The title together with what stands beside it. */
  all: ArrayLike<string> | null;
}

const known = new WeakMap<PaletteEntry, Letters>();

/** The title answers, or else the title together with what stands beside it: "deploy invoices". */
function answer(entry: PaletteEntry, wanted: readonly string[]): Match | null {
  const letters = known.get(entry) ?? lettersOfEntry(entry);
  const inTitle = matchLetters(wanted, letters.title);
  if (inTitle) return inTitle;
  const inAll = letters.all && matchLetters(wanted, letters.all);
  return inAll && { score: inAll.score - 6, positions: inAll.positions.filter((at) => at < letters.title.length) };
}

function lettersOfEntry(entry: PaletteEntry): Letters {
  const { title, detail } = entry;
  const letters = { title: lettersOf(title), all: detail === null ? null : lettersOf(`${title} ${detail}`) };
  known.set(entry, letters);
  return letters;
}
