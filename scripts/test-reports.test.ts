import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readPlaywright, readVitest, sum, withExit } from './test-reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sluice-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

it('counts a file that could not be loaded as a failed test', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [] },
  ];
  const file = report({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults });
  expect(readVitest(file)).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

it('does not trust a browser test that passed only when tried again', () => {
  const file = report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(readPlaywright(file)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

it('counts a runner that left no report, or ended badly for another reason, as failed', () => {
  expect(readVitest(join(folder, 'missing.json')).failed).toBe(1);
  expect(withExit({ passed: 2, failed: 0, skipped: 0 }, false).failed).toBe(1);
  expect(withExit({ passed: 2, failed: 1, skipped: 0 }, false).failed).toBe(1);
});

it('sums up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
