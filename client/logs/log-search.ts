import type { Run } from '../../shared/runs/run.ts';
import type { RunSort } from '../../shared/runs/run-query.ts';

/** How far back the table looks, in hours; null is as far as logs are kept. */
export const TIME_RANGES = [
  { value: '1', label: 'Last hour', hours: 1 },
  { value: '24', label: 'Last 24 hours', hours: 24 },
  { value: '168', label: 'Last 7 days', hours: 168 },
  { value: '720', label: 'Last 30 days', hours: 720 },
  { value: 'all', label: 'All times', hours: null },
] as const;
export type TimeRange = (typeof TIME_RANGES)[number]['value'];

/** What is looked for in the table of runs, beside its tab and the status. */
export interface LogSearch {
  readonly range: TimeRange;
  /** As it was typed. */
  readonly text: string;
  readonly sort: RunSort;
}

export const NO_SEARCH: LogSearch = { range: '24', text: '', sort: 'newest' };

/** What a typed text asks for: parts of the operation's name, and words of the messages. */
export interface TextSearch {
  readonly operation: string | null;
  readonly message: string | null;
}

/**
 * Reads a typed text: `operation=` and `message=` say where to look, for a word or for what stands in quotes; all that bears neither is
 * looked for in the operation's name.
 */
export function readText(text: string): TextSearch {
  const found = { operation: [] as string[], message: [] as string[] };
  for (const match of text.matchAll(/(?:(operation|message)=)?(?:"([^"]*)"?|(\S+))/gi)) {
    const where = match[1]?.toLowerCase() === 'message' ? 'message' : 'operation';
    const what = (match[2] ?? match[3] ?? '').trim();
    // What is still being typed asks for nothing yet.
    if (what !== '' && !/^(operation|message)=$/i.test(what)) found[where].push(what);
  }
  const joined = (parts: readonly string[]) => (parts.length === 0 ? null : parts.join(' ').slice(0, 200));
  return { operation: joined(found.operation), message: joined(found.message) };
}

/** Submitted then or later, in milliseconds; null for any time. */
export function sinceOf({ range }: LogSearch, now: number): number | null {
  const hours = TIME_RANGES.find(({ value }) => value === range)?.hours ?? null;
  return hours === null ? null : now - hours * 3_600_000;
}

/** Whether a run that was reported just now belongs into the table. By its messages and in another order only the server knows. */
export function takesIn(search: LogSearch, run: Run, now: number): boolean {
  const { operation, message } = readText(search.text);
  if (message !== null || search.sort !== 'newest') return false;
  const since = sinceOf(search, now);
  return (
    (since === null || Date.parse(run.submittedAt) >= since) &&
    (operation === null || run.operationName.toLowerCase().includes(operation.toLowerCase()))
  );
}
