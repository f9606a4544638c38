import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from './settings.ts';
import { type Store, startStore } from './start-store.ts';

export interface TemporaryStore extends Store {
  readonly dataDir: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Stops, and leaves the folder for another start. */
  stop(): Promise<void>;
}

const KEYS = { accessKeyId: 'TEMPORARY', secretAccessKey: 'temporary-secret' };

/**
 * Starts a store with faults on in a temporary folder, for tests; `close` removes the folder too. Further credentials
 * come after the usual one.
 */
export async function startTemporaryStore(options: Partial<StoreOptions> = {}): Promise<TemporaryStore> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sluice-store-'));
  const credentials = [KEYS, ...(options.credentials ?? [])];
  const store = await startStore({ faults: true, ...options, dataDir, credentials });
  return {
    ...store,
    ...KEYS,
    dataDir,
    stop: () => store.close(),
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
