import { type CannedStorage, startCanned } from './canned.ts';
import { startCephStorage } from './ceph.ts';
import { startEmbedded } from './embedded.ts';
import type { BenchStorage, StorageName } from './storage.ts';

/** The storages of one bench, each started when it is first wanted and shared by all measurements. */
export class Storages {
  readonly #started = new Map<StorageName, Promise<BenchStorage>>();
  #canned: Promise<CannedStorage> | undefined;

  get(name: StorageName): Promise<BenchStorage> {
    if (name === 'canned') return this.canned();
    const storage = this.#started.get(name) ?? (name === 'ceph' ? startCephStorage() : startEmbedded(name));
    this.#started.set(name, storage);
    return storage;
  }

  canned(): Promise<CannedStorage> {
    this.#canned ??= startCanned();
    return this.#canned;
  }

  async close(): Promise<void> {
    const all = await Promise.allSettled([...this.#started.values(), ...(this.#canned ? [this.#canned] : [])]);
    for (const started of all) if (started.status === 'fulfilled') await started.value.close();
  }
}
