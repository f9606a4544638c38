import type { Settings } from '../../shared/project/settings.ts';
import type { Run } from '../../shared/runs/run.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { startProduct } from '../../testing/product/start-product.ts';
import type { BenchStorage } from '../storages/storage.ts';
import { bytesThrough, cpuSeconds, cpuSecondsWithEnded, descendants, family, peakMemory } from './processes.ts';
import type { Usage } from './usage.ts';

/**
 * `source` and `target` are two connections to one storage, with two accounts; with `source` twice, it may copy by itself.
 * `canned` is one to the canned storage, whichever is measured.
 */
export type Side = 'source' | 'target' | 'canned';
export type DrawnStep = readonly [side: Side, type: string, name: string, settings: Settings];

/** The product, with a project and connections to a storage: all in processes of their own. */
export interface World {
  readonly project: ProjectClient;
  /** Draws and deploys an operation; gives its id. */
  draw(name: string, ...steps: readonly DrawnStep[]): Promise<string>;
  /** Runs operations at once, and counts them together. @throws when one does not end in Success */
  run(...operationIds: readonly string[]): Promise<Omit<Usage, 'storageCpu'>>;
  /** CPU seconds so far of the agent, the server and the database. */
  cpu(): { agent: number; server: number; database: number };
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly storage: BenchStorage;
  readonly canned: BenchStorage;
  /** How many runs the agent executes at once; its default unless given. */
  readonly slots?: number;
}

/** Asking costs the machine that is being measured. When a run ended is known to the millisecond anyway. */
const POLL_MS = 50;

/** Starts it all: a new product, so that the agent's peak memory is that of one measurement. */
export async function startWorld({ storage, canned, slots }: WorldOptions): Promise<World> {
  const product = await startProduct({
    args: ['--no-sample'],
    env: {
      ...(slots === undefined ? {} : { SLUICE_AGENT_SLOTS: String(slots) }),
      ...(storage.caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: storage.caFile }),
    },
  });
  const [agent] = descendants(product.pid, (words) => words.some((word) => word.endsWith('agent/main.ts')));
  if (agent === undefined) throw new Error('the product has no agent');
  const project = await ProjectClient.create(product.url, 'Bench');
  const connections: Record<Side, string> = {
    source: await project.connect('Source', { url: storage.url, ...storage.source }),
    target: await project.connect('Target', { url: storage.url, ...storage.target }),
    canned: await project.connect('Canned', { url: canned.url, ...canned.source }),
  };
  return {
    project,
    draw: async (name, ...steps) => {
      const operationId = await project.draw(
        name,
        steps.map(([side, type, stepName, settings]) => ({
          connectionId: connections[side],
          type,
          name: stepName,
          settings: { bucketOptions: 'text', ...settings },
        })),
      );
      await project.deploy([operationId]);
      return operationId;
    },
    run: async (...operationIds) => {
      const cpuBefore = cpuSeconds(agent);
      const throughBefore = bytesThrough(agent);
      const started = Date.now();
      const runIds = await Promise.all(operationIds.map((id) => project.run(id, false)));
      const runs: Run[] = [];
      for (const runId of runIds) runs.push(await project.ended(runId, POLL_MS));
      for (const { state, lastMessage } of runs)
        if (state !== 'Success') throw new Error(`the run ended in ${state}: ${lastMessage}`);
      const ended = Math.max(...runs.map(({ endedAt }) => Date.parse(endedAt ?? '')));
      return {
        seconds: (ended - started) / 1000,
        cpu: cpuSeconds(agent) - cpuBefore,
        peak: peakMemory(agent),
        through: bytesThrough(agent) - throughBefore,
        way: runs[0]?.steps.findLast(({ plan }) => plan !== undefined)?.plan?.way,
      };
    },
    cpu: () => ({
      agent: cpuSeconds(agent),
      server: cpuSeconds(product.pid),
      database: family(product.postgresPid() ?? 0).reduce((sum, pid) => sum + cpuSecondsWithEnded(pid), 0),
    }),
    close: async () => {
      await product.stop();
    },
  };
}
