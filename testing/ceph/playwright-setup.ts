import { CEPH_VARIABLE, cephFromEnvironment } from './address.ts';
import { cephAvailable } from './available.ts';
import { startCeph } from './start-ceph.ts';

/**
 * A global setup of Playwright: one Ceph for a whole run, handed to the tests in the environment. Where it is missing
 * the variable stays unset; `cephFromEnvironment` then gives undefined.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (cephFromEnvironment() !== undefined || !cephAvailable().available) return undefined;
  const { close, ...address } = await startCeph();
  process.env[CEPH_VARIABLE] = JSON.stringify(address);
  return close;
}
