import { setTimeout as sleep } from 'node:timers/promises';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import type { Store } from '../../store/start-store.ts';
import { getAtLast } from '../kill/traffic.ts';
import type { AuditEvent } from './audit.ts';
import type { Submitted } from './load.ts';
import { putsOf } from './puts.ts';

/** What came of it all. Every list is of what went wrong, and must be empty. */
export interface Account {
  accepted: number;
  /** Of those whose acceptance nobody heard of, how many were runs all the same. */
  unheard: number;
  finished: number;
  /** How many were taken more than once. */
  retaken: number;
  /** Successful PUTs, and how many of them were not the first of their object. */
  puts: number;
  putsAgain: number;
  missing: Id[];
  notSuccessful: Run[];
  /** Recorded as ended other than once, or changed after it. */
  notEndedOnce: Id[];
  /** Ended under another fence than the one it was taken with last. */
  endedByStaleHolder: Id[];
  /** Written more often than it was taken, or not at all. */
  wrongEffects: { name: string; puts: number; attempts: number }[];
  /** Objects of no run. */
  strayObjects: string[];
}

/**
 * Waits until every run of the project has ended; gives all of them. However many wait on however slow a machine.
 * @param ms after which it fails without any further one having ended
 */
export async function allEnded(projectUrl: string, ms: number): Promise<Map<Id, Run>> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let deadline = Date.now() + ms; ; await sleep(500)) {
    const runs = await allRuns(projectUrl);
    const open = [...runs.values()].filter(({ state }) => !hasEnded(state));
    if (open.length === 0) return runs;
    if (open.length < fewest) {
      fewest = open.length;
      deadline = Date.now() + ms;
    }
    if (Date.now() > deadline)
      throw new Error(`${open.length} runs have not ended: ${JSON.stringify(open.slice(0, 5), null, 1)}`);
  }
}

async function allRuns(projectUrl: string): Promise<Map<Id, Run>> {
  const all = new Map<Id, Run>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: RunPage = await getAtLast(`${projectUrl}/runs?limit=200${query}`, RunPage);
    for (const run of page.runs) all.set(run.id, run);
    cursor = page.next;
  }
  return all;
}

export async function accountFor(
  projectUrl: string,
  submitted: Submitted,
  runs: ReadonlyMap<Id, Run>,
  events: readonly AuditEvent[],
  store: Store,
): Promise<Account> {
  const names = await namesOf(projectUrl, submitted, runs);
  const puts = putsOf(store);
  const byRun = Map.groupBy(events, ({ runId }) => runId);
  const all = [...runs.values()];
  const total = [...puts.values()].reduce((sum, count) => sum + count, 0);
  return {
    accepted: submitted.accepted.size,
    unheard: all.length - submitted.accepted.size,
    finished: all.filter(({ state }) => hasEnded(state)).length,
    retaken: all.filter(({ attempt }) => attempt > 1).length,
    puts: total,
    putsAgain: total - puts.size,
    missing: [...submitted.accepted.keys()].filter((id) => !runs.has(id)),
    notSuccessful: all.filter(({ state }) => state !== 'Success'),
    notEndedOnce: all.map(({ id }) => id).filter((id) => !endedOnce(byRun.get(id) ?? [])),
    endedByStaleHolder: all.map(({ id }) => id).filter((id) => !endedByHolder(byRun.get(id) ?? [])),
    wrongEffects: all.flatMap(({ id, attempt }) => {
      const name = names.get(id) ?? '';
      const count = puts.get(name) ?? 0;
      // Each attempt writes its object at most once: an agent whose lease has run out cannot be kept from writing the same again.
      return count >= 1 && count <= attempt ? [] : [{ name, puts: count, attempts: attempt }];
    }),
    strayObjects: [...puts.keys()].filter((name) => !new Set(names.values()).has(name)),
  };
}

function endedOnce(events: readonly AuditEvent[]): boolean {
  return events.filter(({ what }) => what === 'ended').length === 1 && events.at(-1)?.what === 'ended';
}

function endedByHolder(events: readonly AuditEvent[]): boolean {
  const end = events.find(({ what }) => what === 'ended');
  const taken = events.findLast(({ what }) => what === 'taken');
  return end !== undefined && end.fence === taken?.fence && end.agentId === taken.agentId;
}

/** The object that each run writes: of runs that were accepted unheard, the product must say. */
async function namesOf(projectUrl: string, { accepted }: Submitted, runs: ReadonlyMap<Id, Run>) {
  const names = new Map(accepted);
  for (const id of runs.keys()) {
    if (names.has(id)) continue;
    const { globals } = await getAtLast(`${projectUrl}/runs/${id}/globals`, routes.getRunGlobals.reply);
    names.set(id, globals.n ?? '');
  }
  return names;
}
