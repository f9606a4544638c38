// Counts what the runners report, and names what failed.
import { readFileSync } from 'node:fs';

/** So much of a failure's message is repeated at the end. */
const MESSAGE_LINES = 6;

/** Counts of a suite whose runner left no report: it failed as a whole. */
export const broken = { passed: 0, failed: 1, skipped: 0, failures: [] };

/** A check that is one test: types, lint, size. */
export function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: [] };
}

/** Vitest's JSON report. A file that could not even be loaded holds no test, and counts as a failed one. */
export function readVitest(file) {
  const report = readJson(file);
  if (report === null) return broken;
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  const failures = report.testResults.flatMap(({ name, message, assertionResults }) => [
    ...assertionResults.filter(({ status }) => status === 'failed').map((test) => ofVitest(name, test)),
    ...(message ? [failure(name, message)] : []),
  ]);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures,
  };
}

function ofVitest(file, { fullName, failureMessages }) {
  return failure(`${file} › ${fullName}`, failureMessages?.[0] ?? '');
}

/** Playwright's JSON report. One that passed only when tried again counts as failed: it can't be trusted. */
export function readPlaywright(file) {
  const report = readJson(file);
  if (report?.stats === undefined) return broken;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const outside = (report.errors ?? []).map(({ message }) => failure('outside of any test', message ?? ''));
  const failures = [...(report.suites ?? []).flatMap(failuresOf), ...outside];
  return { passed: expected, failed: unexpected + flaky, skipped, failures };
}

function failuresOf({ specs = [], suites = [] }) {
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'));
  return [...failed.map(ofPlaywright), ...suites.flatMap(failuresOf)];
}

function ofPlaywright({ file, line, title, tests }) {
  const errors = tests.flatMap(({ results }) => results.map(({ error }) => error?.message));
  return failure(`${file}:${line} › ${title}`, errors.find((message) => message !== undefined) ?? '');
}

function failure(name, message) {
  return { name, message: message.split('\n').slice(0, MESSAGE_LINES).join('\n') };
}

/** A runner that ended badly with nothing failed in its report had an error outside of any test. */
export function withExit(counts, ok) {
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function sum(all) {
  const add = (key) => all.reduce((total, counts) => total + counts[key], 0);
  const failures = all.flatMap((counts) => counts.failures);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped'), failures };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
