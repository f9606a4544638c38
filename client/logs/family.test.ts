import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '../../shared/runs/run.ts';
import { withChildrenBeneath } from './family.ts';

function run(number: number, parent: number | null): Run {
  return {
    id: `run_${number}`,
    projectId: 'prj_a',
    operationId: 'opn_a',
    operationName: 'Copy',
    parentRunId: parent === null ? null : `run_${parent}`,
    deploymentId: 'dep_a',
    state: 'Success',
    agentName: null,
    attempt: 1,
    submittedAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endedAt: null,
    steps: [],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
}

test('what a run caused stands beneath it; a run whose cause is not listed stands alone', () => {
  const rows = withChildrenBeneath([run(5, 3), run(4, 1), run(3, 1), run(2, 9), run(1, null)]);
  expect(rows.map(({ run: { id }, depth }) => [id, depth])).toEqual([
    ['run_2', 0],
    ['run_1', 0],
    ['run_4', 1],
    ['run_3', 1],
    ['run_5', 2],
  ]);
});

test('every run is listed once, right after its cause or another run that has the same one above it', () => {
  const parents = fc.array(fc.option(fc.nat({ max: 30 })), { maxLength: 30 });
  fc.assert(
    fc.property(parents, (wished) => {
      const runs = wished
        .map((parent, index) => run(index, parent !== null && parent < index ? parent : null))
        .reverse();
      const rows = withChildrenBeneath(runs);
      expect(rows.map((row) => row.run.id).sort()).toEqual(runs.map(({ id }) => id).sort());
      for (const [index, { run: one, depth }] of rows.entries()) {
        const above = rows.slice(0, index).findLast((row) => row.depth < depth);
        expect(above?.run.id ?? null).toBe(one.parentRunId);
      }
    }),
  );
});
