import type { Settings } from '../../shared/project/settings.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { startProduct } from '../../testing/product/start-product.ts';
import { type Figures, noFigures } from './figures.ts';
import { cpuSeconds, descendant, peakMemory } from './process-memory.ts';
import { type BenchStorage, startBenchStorage } from './storage.ts';

/** The product, with a project and a connection to a store beside it: both in processes of their own. */
export interface BenchWorld {
  storage: BenchStorage;
  project: ProjectClient;
  /** Draws an operation of activity types, names and settings; gives its id. */
  draw(name: string, ...steps: (readonly [type: string, name: string, settings: Settings])[]): Promise<string>;
  /** Runs an operation once, and counts it. @throws when it does not end in Success */
  measure(operationId: string, into?: Figures): Promise<void>;
  close(): Promise<void>;
}

/** Starts it all, with the given buckets. */
export async function startBenchWorld(buckets: readonly string[]): Promise<BenchWorld> {
  const storage = await startBenchStorage(buckets);
  const product = await startProduct({ args: ['--no-sample'] });
  const agent = descendant(product.pid, 'agent/main.ts');
  const project = await ProjectClient.create(product.url, 'Bench');
  const connectionId = await project.connect('Bench store', storage);
  return {
    storage,
    project,
    draw: async (name, ...steps) => {
      const operationId = await project.draw(
        name,
        steps.map(([type, stepName, settings]) => ({
          connectionId,
          type,
          name: stepName,
          settings: { bucketOptions: 'text', ...settings },
        })),
      );
      await project.deploy([operationId]);
      return operationId;
    },
    measure: async (operationId, into = noFigures()) => {
      const cpuBefore = cpuSeconds(agent);
      const started = performance.now();
      const run = await project.ended(await project.run(operationId, false), 10);
      if (run.state !== 'Success') throw new Error(`the run ended in ${run.state}: ${run.lastMessage}`);
      into.seconds.push((performance.now() - started) / 1000);
      into.cpu.push(cpuSeconds(agent) - cpuBefore);
      into.peak.push(peakMemory(agent));
    },
    close: async () => {
      await product.stop();
      await storage.close();
    },
  };
}
