import type { AuditFilter, AuditKind } from '../../../shared/api/audit.ts';
import type { Id } from '../../../shared/project/id.ts';

/** What the audit log is searched by, while it is chosen. */
export interface AuditSearch {
  personId: Id | null;
  kind: AuditKind | null;
  projectId: Id | null;
  words: string;
  range: AuditRange;
  /** Days as `2026-11-30`, of the range `between`; `''` is open. */
  from: string;
  to: string;
}

export const AUDIT_RANGES = [
  { value: 'all', label: 'Any time', hours: null },
  { value: 'hour', label: 'Last hour', hours: 1 },
  { value: 'day', label: 'Last 24 hours', hours: 24 },
  { value: 'week', label: 'Last 7 days', hours: 7 * 24 },
  { value: 'between', label: 'Between two days…', hours: null },
] as const;
export type AuditRange = (typeof AUDIT_RANGES)[number]['value'];

export const NO_AUDIT_SEARCH: AuditSearch = {
  personId: null,
  kind: null,
  projectId: null,
  words: '',
  range: 'all',
  from: '',
  to: '',
};

const HOUR_MS = 3_600_000;

/** The search as the server takes it; days are those of the browser's clock. @param now in milliseconds */
export function auditFilter(search: AuditSearch, now: number): AuditFilter {
  const { personId, kind, projectId } = search;
  const words = search.words.trim();
  return {
    ...(personId === null ? {} : { personId }),
    ...(kind === null ? {} : { kind }),
    ...(projectId === null ? {} : { projectId }),
    ...(words === '' ? {} : { words: words.slice(0, 200) }),
    ...timeOf(search, now),
  };
}

function timeOf({ range, from, to }: AuditSearch, now: number): Pick<AuditFilter, 'from' | 'to'> {
  if (range === 'between') {
    const [first, last] = [momentOf(from, '00:00:00'), momentOf(to, '23:59:59.999')];
    return { ...(first === null ? {} : { from: first }), ...(last === null ? {} : { to: last }) };
  }
  const hours = AUDIT_RANGES.find(({ value }) => value === range)?.hours ?? null;
  return hours === null ? {} : { from: new Date(now - hours * HOUR_MS).toISOString() };
}

/** Null for a day that is not given, or is none: a date box takes years of six digits. */
function momentOf(day: string, time: string): string | null {
  const moment = new Date(`${day}T${time}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** Whether anything is searched for at all. */
export function isSearching(search: AuditSearch): boolean {
  return Object.keys(auditFilter(search, 0)).length > 0;
}
