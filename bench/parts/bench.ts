import type { BenchStorage, StorageName } from '../storages/storage.ts';
import type { Storages } from '../storages/storages.ts';
import type { Competitors } from '../tools/competitors.ts';
import type { Section } from './report.ts';
import type { BenchSettings } from './settings.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** What every measurement is given. */
export interface Bench {
  readonly settings: BenchSettings;
  readonly storages: Storages;
  readonly competitors: Competitors;
}

/** Measures one thing, and gives a section for each storage, each as soon as it is there. */
export type Measurement = (bench: Bench) => AsyncGenerator<Section>;

/** One section for each of the storages that are wanted, with a new product each. A storage that cannot be had is told of and left out. */
export async function* onEach(
  { settings, storages }: Bench,
  names: readonly StorageName[],
  measure: (storage: BenchStorage, world: World) => Promise<Section>,
  options: Pick<WorldOptions, 'slots'> = {},
): AsyncGenerator<Section> {
  for (const name of names.filter((one) => settings.storages.includes(one))) {
    const storage = await storages.get(name).catch((error: unknown) => {
      console.error(`Without ${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
    if (storage === undefined) continue;
    const world = await startWorld({ storage, canned: await storages.canned(), ...options });
    try {
      yield await measure(storage, world);
    } catch (error) {
      // The other storages can still be measured.
      console.error(`${name} failed:`, error);
      process.exitCode = 1;
    } finally {
      await world.close();
    }
  }
}
