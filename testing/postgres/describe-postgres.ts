import { describe } from 'vitest';
import { systemPostgres } from './start-postgres.ts';

/** Tests on the system's PostgreSQL: without one they are skipped by name, and in CI they fail. */
export function describePostgres(what: string, tests: () => void): void {
  const isMissing = systemPostgres() === null;
  const isSkipped = isMissing && process.env.CI !== 'true';
  describe.skipIf(isSkipped)(`${what}${isMissing ? ' (skipped: no PostgreSQL is installed)' : ''}`, tests);
}
