import { setTimeout as sleep } from 'node:timers/promises';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { isRunning, kill9, until } from '../product/processes.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { commandOf, leftovers } from './leftovers.ts';
import { randomFrom } from './random.ts';
import { type Acknowledged, getAtLast, startTraffic } from './traffic.ts';

export const TARGETS = ['agent', 'server', 'postgres', 'all three'] as const;
export type Target = (typeof TARGETS)[number];

/** What came of it. Every list is of what went wrong, and must be empty. */
export interface KillOutcome {
  seed: number;
  kills: Record<Target, number>;
  /** Acknowledged edits, and those of them that are missing or out of order. */
  edits: number;
  missingEdits: Id[];
  /** Accepted runs, those that are gone, and those that did not end in Success. */
  runs: number;
  missingRuns: Id[];
  failedRuns: Run[];
  /** How many runs were taken more than once. */
  retaken: number;
  /** Requests that failed while something was dead. */
  failures: number;
  exitCode: number | null;
  leftovers: string[];
}

const OPERATION: Id = 'opn_copy-invoice';
/** The longest time between new work and the next kill. */
const LONGEST_MS = 1_000;

/** Kills parts of the product at random instants while edits and runs come in, and looks what is left of them. */
export async function killRounds(rounds: number, seed: number, tell: (line: string) => void): Promise<KillOutcome> {
  const random = randomFrom(seed);
  const kills: Record<Target, number> = { agent: 0, server: 0, postgres: 0, 'all three': 0 };
  let product = await startProduct();
  const projectId = await sampleProject(product);
  const projectUrl = () => `${product.url}/api/projects/${projectId}`;
  const traffic = startTraffic(projectUrl, OPERATION);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      // Most rounds kill when work is under way again, on however slow a machine; the others hit a start.
      if (random() < 0.8) await newRuns(traffic.acknowledged);
      await sleep(random() * LONGEST_MS);
      const target = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'agent';
      kills[target] += 1;
      product = await strike(product, target);
      const { edits, runs } = traffic.acknowledged;
      tell(`round ${round}: killed ${target}; ${edits.size} edits and ${runs.size} runs acknowledged so far`);
    }
    await sleep(LONGEST_MS);
  } finally {
    await traffic.stop();
  }
  const found = await lookAt(projectUrl(), traffic.acknowledged);
  const last = product.childPids();
  const exitCode = await product.stop();
  const left = [...leftovers(product.dataDir), ...last.filter(isRunning).map(commandOf)];
  return { seed, kills, ...found, exitCode, leftovers: left };
}

function newRuns({ runs }: Acknowledged): Promise<void> {
  const before = runs.size;
  return until('a run is accepted', () => runs.size > before, 60_000);
}

/** Kills, and starts again what does not come back by itself. */
async function strike(product: Product, target: Target): Promise<Product> {
  const agents = product.childPids().filter((pid) => commandOf(pid).includes('agent/main.ts'));
  const postgres = product.postgresPid();
  const doomed = {
    agent: agents,
    server: [product.pid],
    postgres: postgres === null ? [] : [postgres],
    'all three': [product.pid, ...agents, ...(postgres === null ? [] : [postgres])],
  };
  await Promise.all(doomed[target].map(kill9));
  if (target === 'agent' || target === 'postgres') return product;
  return startProduct({ dataDir: product.dataDir });
}

async function sampleProject(product: Product): Promise<Id> {
  const { projects } = await getAtLast(`${product.url}/api/projects`, routes.listProjects.reply);
  const sample = projects.find((project) => project.sample);
  if (!sample) throw new Error('the product has no sample project');
  return sample.id;
}

async function lookAt(projectUrl: string, acknowledged: Acknowledged) {
  const { edits, runs, failures } = acknowledged;
  const all = await allEnded(projectUrl, runs);
  const accepted = [...runs].flatMap((runId) => all.get(runId) ?? []);
  const stored = await getAtLast(`${projectUrl}/edits?after=0`, routes.listEdits.reply);
  const revisions = new Map(stored.edits.map(({ envelope, revision }) => [envelope.id, revision]));
  return {
    edits: edits.size,
    missingEdits: [...edits].flatMap(([id, revision]) => (revisions.get(id) === revision ? [] : [id])),
    runs: runs.size,
    missingRuns: [...runs].filter((runId) => !all.has(runId)),
    failedRuns: accepted.filter((run) => run.state !== 'Success'),
    retaken: accepted.filter((run) => run.attempt > 1).length,
    failures,
  };
}

/** All runs of the project, as soon as the accepted ones of them have ended. */
async function allEnded(projectUrl: string, accepted: ReadonlySet<Id>): Promise<Map<Id, Run>> {
  const all = new Map<Id, Run>();
  await until(
    'every accepted run ends',
    async () => {
      all.clear();
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const page: RunPage = await getAtLast(`${projectUrl}/runs?limit=200${query}`, RunPage);
        for (const run of page.runs) all.set(run.id, run);
        cursor = page.next;
      }
      const open = [...accepted].filter((runId) => !hasEnded(all.get(runId)?.state ?? 'Error'));
      if (open.length > 0) await sleep(200);
      return open.length === 0;
    },
    240_000,
  );
  return all;
}

if (import.meta.main) {
  const rounds = Number(process.argv[2] ?? process.env.SLUICE_KILL_ROUNDS ?? 20);
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  const outcome = await killRounds(rounds, seed, console.log);
  console.log(outcome);
  const isBad = [outcome.missingEdits, outcome.missingRuns, outcome.failedRuns, outcome.leftovers].flat().length > 0;
  process.exit(isBad || outcome.exitCode !== 0 ? 1 : 0);
}
