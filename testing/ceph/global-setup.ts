import type { TestProject } from 'vitest/node';
import { type CephAddress, cephFromEnvironment } from './address.ts';
import { cephAvailable } from './available.ts';
import { startCeph } from './start-ceph.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ceph: CephAddress | undefined;
  }
}

/**
 * A global setup of Vitest: one Ceph for a whole run. Where it is missing nothing is provided, and the tests that need
 * it say so themselves, see `describe-ceph.ts`.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = cephFromEnvironment();
  if (given !== undefined) {
    project.provide('ceph', given);
    return undefined;
  }
  if (!cephAvailable().available) return undefined;
  const { close, ...address } = await startCeph();
  project.provide('ceph', address);
  return close;
}
