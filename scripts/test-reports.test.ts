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
    { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [{}, {}] },
    { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ];
  const file = report({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults });
  const failures = [{ name: 'b.test.ts', message: 'no such module' }];
  expect(readVitest(file)).toEqual({ passed: 1, failed: 1, skipped: 1, failures });
});

it('names what failed, with the beginning of why', () => {
  const message = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
  const assertionResults = [
    { status: 'passed', fullName: 'adds', failureMessages: [] },
    { status: 'failed', fullName: 'takes away', failureMessages: [message] },
  ];
  const testResults = [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults }];
  const unit = readVitest(report({ numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, testResults }));
  expect(unit.failures).toEqual([
    { name: 'a.test.ts › takes away', message: message.split('\n').slice(0, 6).join('\n') },
  ]);

  const spec = (status: string, error?: object) => ({
    file: 'runs.spec.ts',
    line: 7,
    title: status,
    tests: [{ status, results: [{ error }] }],
  });
  const suites = [{ specs: [spec('expected')], suites: [{ specs: [spec('flaky', { message: 'not there' })] }] }];
  const stats = { expected: 1, unexpected: 0, flaky: 1, skipped: 0 };
  const errors = [{ message: 'a file that could not be loaded' }];
  expect(readPlaywright(report({ stats, suites, errors })).failures).toEqual([
    { name: 'runs.spec.ts:7 › flaky', message: 'not there' },
    { name: 'outside of any test', message: 'a file that could not be loaded' },
  ]);
});

it('does not trust a browser test that passed only when tried again', () => {
  const file = report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(readPlaywright(file)).toEqual({ passed: 3, failed: 2, skipped: 2, failures: [] });
});

it('counts a runner that left no report, or ended badly for another reason, as failed', () => {
  expect(readVitest(join(folder, 'missing.json')).failed).toBe(1);
  expect(withExit({ passed: 2, failed: 0, skipped: 0, failures: [] }, false).failed).toBe(1);
  expect(withExit({ passed: 2, failed: 1, skipped: 0, failures: [] }, false).failed).toBe(1);
});

it('sums up', () => {
  const failures = [{ name: 'a', message: 'b' }];
  const one = { passed: 1, failed: 2, skipped: 3, failures };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, failures: [...failures, ...failures] });
});
