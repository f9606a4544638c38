import { browserOf } from '../../shared/api/client-id.ts';
import type { Revision } from '../../shared/api/history.ts';

/** After such a pause, in milliseconds, something new has begun. */
const PAUSE_MS = 30 * 60_000;

/** What one person did at a stretch. */
export interface RevisionGroup {
  /** The group's first revision: it stays the same while the group grows. */
  first: number;
  /** The newest first; at least one. */
  revisions: readonly Revision[];
}

/** Revisions, the newest first, put together by person, day and stretch of work. */
export function revisionGroups(
  revisions: readonly Revision[],
  dayOf: (iso: string) => string = localDay,
): RevisionGroup[] {
  const groups: { first: number; revisions: Revision[] }[] = [];
  for (const revision of revisions) {
    const group = groups.at(-1);
    const later = group?.revisions.at(-1);
    if (group && later && belongTogether(revision, later, dayOf)) {
      group.revisions.push(revision);
      group.first = revision.revision;
    } else groups.push({ first: revision.revision, revisions: [revision] });
  }
  return groups;
}

function belongTogether(earlier: Revision, later: Revision, dayOf: (iso: string) => string): boolean {
  return (
    browserOf(earlier.clientId) === browserOf(later.clientId) &&
    earlier.who === later.who &&
    Date.parse(later.at) - Date.parse(earlier.at) <= PAUSE_MS &&
    dayOf(earlier.at) === dayOf(later.at)
  );
}

function localDay(iso: string): string {
  return new Date(iso).toDateString();
}

/** What a group did in a few words: its labels, each once, in the order in which they came first. */
export function labelsOf(group: RevisionGroup, most = 3): string {
  const labels = [...new Set(group.revisions.map(({ label }) => label).reverse())];
  const named = labels.slice(0, most).join(', ');
  return labels.length > most ? `${named} and ${labels.length - most} more` : named;
}
