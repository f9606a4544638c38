import { describe } from 'vitest';

/** They wait for proxies to end and to start, in milliseconds. */
const TIMEOUT = 120_000;

/** Tests that need a proxy of the system's; without it they are skipped by name, and with `CI=true` they fail. */
export function describeProxy(name: string, isThere: boolean, tests: () => void): void {
  const isSkipped = !isThere && !process.env.CI;
  const title = `${name}${isThere ? '' : ' (skipped: it is not installed)'}`;
  describe.skipIf(isSkipped)(title, { timeout: TIMEOUT }, tests);
}
