import { hash } from 'node:crypto';
import type { KyselyPlugin } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { builtInConnectors } from './built-in.ts';
import { createCatalog } from './catalog.ts';
import { publish } from './registry.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

/** Holds back the first answer of the database until it is released; tells when there is one. */
function holdFirst() {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let isFirst = true;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!isFirst) return result;
      isFirst = false;
      held.resolve();
      await released.promise;
      return result;
    },
  };
  return { plugin, held: held.promise, release: released.resolve };
}

test('what was published stays known when an answer from before comes late', async () => {
  const { plugin, held, release } = holdFirst();
  const catalog = createCatalog({ db: database.db.withPlugin(plugin) }, pino({ level: 'silent' }));
  const [shipped] = builtInConnectors;
  const id = shipped?.id ?? '';
  const late = catalog.current();
  await held;
  const module = 'export {};';
  const descriptor = { ...shipped, version: '999.0.0' };
  const publication = { descriptor, module: btoa(module), sha256: hash('sha256', module, 'hex') };
  await database.transaction((trx) => publish(trx, publication));
  await catalog.current();
  expect(catalog.descriptorOf(id)?.version).toBe('999.0.0');
  release();
  expect((await late).find((one) => one.descriptor.id === id)?.version).toBe('999.0.0');
  expect(catalog.descriptorOf(id)?.version).toBe('999.0.0');
});
