// Counts what the runners report.
import { readFileSync } from 'node:fs';

/** Counts of a suite whose runner left no report: it failed as a whole. */
export const broken = { passed: 0, failed: 1, skipped: 0 };

/** A check that is one test: types, lint, size. */
export function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** Vitest's JSON report. A file that could not even be loaded holds no test, and counts as a failed one. */
export function readVitest(file) {
  const report = readJson(file);
  if (report === null) return broken;
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Playwright's JSON report. One that passed only when tried again counts as failed: it can't be trusted. */
export function readPlaywright(file) {
  const stats = readJson(file)?.stats;
  if (stats === undefined) return broken;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** A runner that ended badly with nothing failed in its report had an error outside of any test. */
export function withExit(counts, ok) {
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function sum(all) {
  const add = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
