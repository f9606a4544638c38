import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Store, startStore } from '../../store/start-store.ts';
import { registerConformance } from './suite.ts';

const credential = { accessKeyId: 'CONFORMANCE', secretAccessKey: 'conformance-secret' };

describe('the embedded store conforms', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-conformance-'));
  let store: Store;
  beforeAll(async () => {
    store = await startStore({ dataDir: folder, credentials: [credential] });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  registerConformance(() => ({ ...credential, endpoint: store.url, region: store.region }));
});
