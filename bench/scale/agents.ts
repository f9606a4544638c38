import { keyOf } from '../canned/messages.ts';
import { cpuSeconds } from '../parts/processes.ts';
import type { Section } from '../parts/report.ts';
import { median, quantile } from '../parts/statistics.ts';
import { inRange } from '../parts/usage.ts';
import { type Flooded, flood, paced } from './flood.ts';
import type { BenchAgent, Installation } from './installation.ts';
import type { ScaleSettings } from './settings.ts';

const COUNTS = [1, 2, 4];
const SLOTS = 8;
/** Runs at a pace of 25 a second are far below what one agent does. */
const EVERY_MS = 40;
const PACED_RUNS = 125;

interface Round {
  readonly flooded: Flooded;
  readonly paced: Flooded;
  /** CPU seconds while it was flooded. */
  readonly cpu: { readonly server: number; readonly database: number; readonly agents: number };
}

/** Runs a second and the time until a run is taken, for one, two and four agents, in turn. */
export async function measureAgents(installation: Installation, settings: ScaleSettings): Promise<Section> {
  await installation.storage.fill('small', 1, 1024);
  const copying = await installation.project('Agents', { bucket: 'small', key: keyOf(0) });
  const agents: BenchAgent[] = [];
  for (let count = 1; count <= Math.max(...COUNTS); count += 1)
    agents.push(await installation.startAgent(`Scale ${count}`, SLOTS));
  const rounds = new Map<number, Round[]>(COUNTS.map((count) => [count, []]));
  try {
    await flood(installation, copying, Math.min(settings.runs, 200));
    for (let round = 0; round < settings.rounds; round += 1)
      for (const count of COUNTS) {
        for (const [index, agent] of agents.entries()) await agent.work(index < count);
        const cpu = () => ({
          ...installation.cpu(),
          agents: agents.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
        });
        const before = cpu();
        const flooded = await flood(installation, copying, settings.runs);
        const after = cpu();
        rounds.get(count)?.push({
          flooded,
          paced: await paced(installation, copying, PACED_RUNS, EVERY_MS),
          cpu: {
            server: after.server - before.server,
            database: after.database - before.database,
            agents: after.agents - before.agents,
          },
        });
      }
  } finally {
    await Promise.all(agents.map((agent) => agent.stop()));
  }
  return sectionOf(rounds, settings);
}

function sectionOf(rounds: ReadonlyMap<number, readonly Round[]>, { runs, rounds: count }: ScaleSettings): Section {
  const rates = (agents: number) => (rounds.get(agents) ?? []).map(({ flooded }) => runs / flooded.seconds);
  const first = rates(COUNTS[0] ?? 1);
  const rows = COUNTS.map((agents) => {
    const of = rounds.get(agents) ?? [];
    const ratios = rates(agents).map((rate, round) => rate / (first[round] ?? Number.NaN));
    const cpu = (name: keyof Round['cpu']) => median(of.map((round) => (round.cpu[name] / runs) * 1000)).toFixed(2);
    const waits = of.flatMap((round) => round.paced.waits);
    const wait = (share: number) => quantile(waits, share).toFixed(0);
    return [
      String(agents),
      inRange(rates(agents), 0),
      `${inRange(ratios, 2)}`,
      wait(0.5),
      wait(0.99),
      cpu('agents'),
      cpu('server'),
      cpu('database'),
    ];
  });
  return {
    id: 'scale-agents',
    title: 'Scale: agents',
    how: `${runs.toLocaleString('en-US')} runs of Get Object → Put Object of 1 KiB on the canned storage, asked for over HTTP 16 at a time, on 1, 2 and 4 agents of ${SLOTS} slots in turn, ${count} rounds: runs/s from the first submission until the last end. The wait from submission until an agent had the run is of another ${(count * PACED_RUNS).toLocaleString('en-US')} runs, one every ${EVERY_MS} ms.`,
    table: {
      headings: [
        'agents',
        'runs/s',
        '× one agent',
        'submission → taken p50, ms',
        'p99, ms',
        'agents’ CPU ms per run',
        'server’s',
        'database’s',
      ],
      rows,
    },
    notes: [
      'All share one machine: where the CPU time of a run, all parts together, times the runs/s comes near the number of processors, more agents can do no more here.',
    ],
  };
}
