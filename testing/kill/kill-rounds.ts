import { setTimeout as sleep } from 'node:timers/promises';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import type { Store } from '../../store/start-store.ts';
import { ProjectClient } from '../product/api-client.ts';
import { isRunning, kill9, until } from '../product/processes.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { drawCopy, OTHER } from '../scale/draw-copy.ts';
import { putsOf } from '../scale/puts.ts';
import { commandOf, leftovers } from './leftovers.ts';
import { randomFrom } from './random.ts';
import { type Acknowledged, get, getAtLast, startTraffic } from './traffic.ts';

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
  /** Runs whose object was not written, or more often than they were taken. */
  wrongEffects: { name: string; puts: number; attempts: number }[];
  /** In how many rounds the agent had objects in mid-transfer when something was killed, and how many objects those were. */
  inTransfer: { rounds: number; objects: number };
  /** How many runs were taken more than once. */
  retaken: number;
  /** Requests that failed while something was dead. */
  failures: number;
  exitCode: number | null;
  leftovers: string[];
}

/** The longest time between new work and the next kill. */
const LONGEST_MS = 500;
/** So many runs at once, each with an object that takes about a second: there is always something on its way. */
const SLOTS = 16;
const ENV = { SLUICE_AGENT_SLOTS: String(SLOTS) };
const OBJECT_BYTES = 8 * 64 * 1024;
const SLOWLY = { kind: 'slowBody' as const, milliseconds: 100, chunkBytes: 64 * 1024 };
/**
 * A run that has lost its agent five times ends in Error, by rule. One that was taken so often is let end before a round that waits, and so
 * many rounds at most do not.
 */
const OFTEN = 3;
const MOST_BLIND = 2;

/** Kills parts of the product at random instants while edits and runs come in, and looks what is left of them. */
export async function killRounds(rounds: number, seed: number, tell: (line: string) => void): Promise<KillOutcome> {
  const random = randomFrom(seed);
  const kills: Record<Target, number> = { agent: 0, server: 0, postgres: 0, 'all three': 0 };
  const inTransfer = { rounds: 0, objects: 0 };
  const store = await slowStore();
  let product = await startProduct({ env: ENV });
  const projectId = await sampleProject(product);
  const storage = { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET };
  const operationId = await drawCopy(new ProjectClient(product.url, projectId), storage);
  let blind = 0;
  const transferring = () => store.store.faults.underWay('GetObject');
  const projectUrl = () => `${product.url}/api/projects/${projectId}`;
  const traffic = startTraffic(projectUrl, operationId);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      // Most rounds kill when work is under way again, on however slow a machine; the others hit a start.
      blind = random() < 0.8 || blind === MOST_BLIND ? 0 : blind + 1;
      if (blind === 0) await underWay(projectUrl, transferring);
      await sleep(random() * LONGEST_MS);
      const target = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'agent';
      kills[target] += 1;
      const objects = transferring();
      inTransfer.rounds += objects > 0 ? 1 : 0;
      inTransfer.objects += objects;
      product = await strike(product, target);
      const { edits, runs } = traffic.acknowledged;
      const soFar = `${edits.size} edits and ${runs.size} runs acknowledged so far`;
      tell(`round ${round}: killed ${target}, with ${objects} objects in mid-transfer; ${soFar}`);
    }
    await sleep(LONGEST_MS);
  } finally {
    await traffic.stop();
  }
  const found = await lookAt(projectUrl(), traffic.acknowledged, store.store);
  const last = product.childPids();
  const exitCode = await product.stop();
  const left = await leftAtLast(() => [...leftovers(product.dataDir), ...last.filter(isRunning).map(commandOf)]);
  await store.stop();
  return { seed, kills, inTransfer, ...found, exitCode, leftovers: left };
}

/** What is still there after a while: what was told to end may need a moment for it. */
async function leftAtLast(look: () => string[]): Promise<string[]> {
  await until('nothing is left', () => look().length === 0, 30_000).catch(() => undefined);
  return look();
}

/** A storage that gives the object `source` slowly. */
async function slowStore(): Promise<TestStore> {
  const store = await testStore({ credentials: [OTHER] });
  await store.witness.put('source', Buffer.alloc(OBJECT_BYTES, 'bytes on their way '));
  store.store.faults.set([{ match: { operation: 'GetObject' }, effect: SLOWLY }]);
  return store;
}

/** Objects are in mid-transfer, and no run that was so at too many kills. */
function underWay(projectUrl: () => string, transferring: () => number): Promise<void> {
  const hasFew = async (state: string) => {
    // Nothing is known while something is away.
    const page = await get(`${projectUrl()}/runs?state=${state}&limit=200`, RunPage).catch(() => null);
    return page?.runs.every(({ attempt }) => attempt < OFTEN) ?? false;
  };
  const holds = async () =>
    transferring() >= SLOTS / 4 &&
    (await hasFew('Submitted')) &&
    (await hasFew('Received')) &&
    (await hasFew('Running'));
  return until('objects are in mid-transfer', holds, 60_000);
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
  return startProduct({ dataDir: product.dataDir, env: ENV });
}

async function sampleProject(product: Product): Promise<Id> {
  const { projects } = await getAtLast(`${product.url}/api/projects`, routes.listProjects.reply);
  const sample = projects.find((project) => project.sample);
  if (!sample) throw new Error('the product has no sample project');
  return sample.id;
}

async function lookAt(projectUrl: string, acknowledged: Acknowledged, store: Store) {
  const { edits, runs, failures } = acknowledged;
  const all = await allEnded(projectUrl, runs);
  const accepted = [...runs.keys()].flatMap((runId) => all.get(runId) ?? []);
  const puts = putsOf(store);
  const stored = await getAtLast(`${projectUrl}/edits?after=0`, routes.listEdits.reply);
  const revisions = new Map(stored.edits.map(({ envelope, revision }) => [envelope.id, revision]));
  return {
    edits: edits.size,
    missingEdits: [...edits].flatMap(([id, revision]) => (revisions.get(id) === revision ? [] : [id])),
    runs: runs.size,
    missingRuns: [...runs.keys()].filter((runId) => !all.has(runId)),
    failedRuns: accepted.filter((run) => run.state !== 'Success'),
    wrongEffects: accepted.flatMap(({ id, attempt }) => {
      const name = runs.get(id) ?? '';
      const count = puts.get(name) ?? 0;
      return count >= 1 && count <= attempt ? [] : [{ name, puts: count, attempts: attempt }];
    }),
    retaken: accepted.filter((run) => run.attempt > 1).length,
    failures,
  };
}

/** All runs of the project, as soon as the accepted ones of them have ended. */
async function allEnded(projectUrl: string, accepted: ReadonlyMap<Id, string>): Promise<Map<Id, Run>> {
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
      const open = [...accepted.keys()].filter((runId) => !hasEnded(all.get(runId)?.state ?? 'Error'));
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
  const { missingEdits, missingRuns, failedRuns, wrongEffects } = outcome;
  const isBad = [missingEdits, missingRuns, failedRuns, wrongEffects, outcome.leftovers].flat().length > 0;
  process.exit(isBad || outcome.exitCode !== 0 ? 1 : 0);
}
