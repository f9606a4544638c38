import { setTimeout as sleep } from 'node:timers/promises';
import { LEASE_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { Cluster } from './cluster.ts';

export const STRIKES = [
  'agent killed',
  'agent frozen',
  'agent cut off',
  'agent stopped',
  'server killed',
  'server frozen',
  'PostgreSQL restarted, fast',
  'PostgreSQL restarted, immediate',
] as const;
export type Strike = (typeof STRIKES)[number];

const LEASE_MS = LEASE_SECONDS * 1000;
/** From one strike to the next: at least, and how much more at most. */
const PAUSE_MS = 400;
const MORE_MS = 2_200;

/**
 * Hits parts of a cluster at random instants for so long: each kind once in random order, then whichever. Resolves when everything is back.
 * What is hit already is left alone until it is back.
 */
export async function strikeAtRandom(
  cluster: Cluster,
  random: () => number,
  ms: number,
  tell: (line: string) => void,
): Promise<Record<Strike, number>> {
  const counts = Object.fromEntries(STRIKES.map((strike) => [strike, 0])) as Record<Strike, number>;
  const first = shuffled(STRIKES, random);
  const busy = new Set<unknown>();
  const pending = new Set<Promise<void>>();
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(PAUSE_MS + random() * MORE_MS);
    const strike = first.at(-1) ?? one(STRIKES, random);
    const free = candidates(cluster, strike).filter((target) => !busy.has(target));
    if (free.length === 0) continue;
    first.pop();
    const target = one(free, random);
    counts[strike] += 1;
    busy.add(target);
    const [what, work] = blow(target, strike, random);
    tell(what);
    const done = work.finally(() => {
      busy.delete(target);
      pending.delete(done);
    });
    pending.add(done);
  }
  await Promise.all(pending);
  return counts;
}

type Target = Cluster['agents'][number] | Cluster['servers'][number] | Cluster['postgres'];

function candidates({ agents, servers, postgres }: Cluster, strike: Strike): readonly Target[] {
  if (strike.startsWith('agent')) return agents;
  return strike.startsWith('server') ? servers : [postgres];
}

/** What is done to whom, and the promise that it is over. */
function blow(target: Target, strike: Strike, random: () => number): [string, Promise<void>] {
  if ('restart' in target) {
    const downMs = random() * 2_000;
    const mode = strike.endsWith('fast') ? 'fast' : 'immediate';
    return [`${strike}, away for ${seconds(downMs)}`, target.restart(mode, downMs)];
  }
  if (strike === 'server killed' && 'product' in target) {
    const downMs = random() * 2_000;
    return [`${strike}, away for ${seconds(downMs)}`, target.kill(downMs)];
  }
  const lateMs = LEASE_MS * (1.05 + random() * 0.4);
  // It knows of leases that are long over, and of runs that others hold.
  if ('product' in target) return [`${strike}, for ${seconds(lateMs)}`, target.freeze(lateMs)];
  // Half of them come back with their leases still running, the others too late.
  const awayMs = random() < 0.5 ? random() * LEASE_MS * 0.5 : lateMs;
  const away = `${strike}: ${target.name}, for ${seconds(awayMs)}`;
  if (strike === 'agent killed') return [away, target.kill(awayMs)];
  if (strike === 'agent stopped') return [away, target.stop(awayMs)];
  return [away, strike === 'agent frozen' ? target.freeze(awayMs) : target.cutNetwork(awayMs)];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function one<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
}

/** Fisher and Yates. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
}
