import { z } from 'zod';
import { readStored, removeStored, storedKeys, writeStored } from './stored.ts';

/** What the view of a project is kept under, before the project's id. */
export const VIEW_PREFIX = 'sluice:view:';

const KEY = 'sluice:views';
/** When each project was looked at last, by id; in milliseconds since 1970. */
const Seen = z.record(z.string(), z.number()).catch({});

/** As many projects are remembered, and for so long, in milliseconds, after they were last looked at. */
export const MOST_PROJECTS = 50;
export const LONGEST = 180 * 24 * 3600 * 1000;

/** A project is looked at. */
export function sawProject(projectId: string, now: number): void {
  writeStored(KEY, { ...Seen.parse(readStored(KEY)), [projectId]: now });
}

/** Makes room: the views of projects that nobody has looked at for long go, `kept`'s never. */
export function forgetLongUnseen(kept: string, now: number): void {
  const known = Seen.parse(readStored(KEY));
  const stored = storedKeys(VIEW_PREFIX).map((key) => key.slice(VIEW_PREFIX.length));
  // A view without a date is from before dates were kept: it counts as looked at now.
  const seen = Object.fromEntries([...stored, ...Object.keys(known)].map((id) => [id, known[id] ?? now]));
  const left = new Set(remembered(seen, kept, now));
  for (const id of stored) if (!left.has(id)) removeStored(VIEW_PREFIX + id);
  writeStored(KEY, Object.fromEntries(Object.entries(seen).filter(([id]) => left.has(id))));
}

/** The projects whose views stay: those looked at last. */
export function remembered(seen: Readonly<Record<string, number>>, kept: string, now: number): string[] {
  return Object.entries(seen)
    .filter(([id, at]) => id === kept || now - at <= LONGEST)
    .toSorted(([a, x], [b, y]) => Number(b === kept) - Number(a === kept) || y - x)
    .slice(0, MOST_PROJECTS)
    .map(([id]) => id);
}
