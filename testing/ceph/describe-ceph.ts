import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { type CephAddress, cephFromEnvironment } from './address.ts';
import { cephAvailable } from './available.ts';
import type {} from './global-setup.ts';
import { startCeph } from './start-ceph.ts';

const START_MS = 120_000;

/**
 * A `describe` whose tests need Ceph. It uses the one of the global setup or of the environment, else starts its own.
 * Without Ceph the tests are skipped, with the reason in their name; with `CI=true` that is a failure.
 *
 * ```ts
 * describeWithCeph('copying on Ceph', (ceph) => {
 *   test('…', () => newClient(ceph()));
 * });
 * ```
 */
export function describeWithCeph(name: string, body: (ceph: () => CephAddress) => void): void {
  const shared = cephFromEnvironment() ?? inject('ceph');
  const availability = shared === undefined ? cephAvailable() : { available: true as const };
  if (!availability.available && process.env.CI === 'true') {
    test(`${name}: Ceph is there (CI=true)`, () => {
      throw new Error(availability.reason);
    });
    return;
  }
  const title = availability.available ? name : `${name} (skipped: ${availability.reason})`;
  describe.skipIf(!availability.available)(title, () => {
    let address = shared;
    let close: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      if (address !== undefined) return;
      const started = await startCeph();
      address = started;
      close = started.close;
    }, START_MS);
    afterAll(() => close?.());
    body(() => {
      if (address === undefined) throw new Error('Ceph is asked for before it has been started: ask inside a test');
      return address;
    });
  });
}
