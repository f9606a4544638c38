import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasEnded, type Run, type RunState } from '../../shared/runs/run.ts';
import { mergeRuns } from './run-list.ts';

const all = { operationId: null, workflow: null, state: null };

function run(number: number, state: RunState = 'Success', operationId = 'opn_a'): Run {
  const submittedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString();
  return {
    id: `run_${number}`,
    projectId: 'prj_a',
    operationId,
    operationName: 'Copy',
    parentRunId: null,
    deploymentId: 'dep_a',
    state,
    agentName: null,
    attempt: state === 'Submitted' ? 0 : 1,
    submittedAt,
    startedAt: null,
    endedAt: hasEnded(state) ? submittedAt : null,
    steps: [],
    bytes: 0,
    objects: 0,
    messageCount: 0,
    lastMessage: null,
  };
}
const record = (...runs: Run[]) => Object.fromEntries(runs.map((one) => [one.id, one]));
const ids = (runs: Run[]) => runs.map((one) => one.id);

describe('the rows', () => {
  test('take in a run that has just been submitted, on top', () => {
    expect(ids(mergeRuns([run(2), run(1)], record(run(3)), all, false))).toEqual(['run_3', 'run_2', 'run_1']);
  });

  test('are those of the operations that stand in the workflow', () => {
    const other = { ...run(2), operationId: 'opn_b' };
    const filter = { ...all, workflow: { id: 'wfl_a', operationIds: ['opn_b'] } };
    expect(ids(mergeRuns([run(1)], record(other), filter, false))).toEqual(['run_2']);
  });

  test('show the live figures of a run that a page holds', () => {
    const live = { ...run(1, 'Running'), bytes: 5 };
    expect(mergeRuns([run(1, 'Submitted')], record(live), all, false)).toEqual([live]);
  });

  test('never go back from an end that the server told', () => {
    expect(mergeRuns([run(1, 'Success')], record(run(1, 'Running')), all, false)[0]?.state).toBe('Success');
  });

  test('leave out a reported run that is older than what is loaded', () => {
    expect(ids(mergeRuns([run(5)], record(run(1)), all, true))).toEqual(['run_5']);
    expect(ids(mergeRuns([run(5)], record(run(1)), all, false))).toEqual(['run_5', 'run_1']);
  });

  test('follow the filters, with the state as it is now', () => {
    const paged = [run(3, 'Running'), run(2, 'Success', 'opn_b'), run(1)];
    const live = record(run(3, 'Success'));
    expect(ids(mergeRuns(paged, live, { ...all, state: 'Running' }, false))).toEqual([]);
    expect(ids(mergeRuns(paged, live, { ...all, operationId: 'opn_a', state: 'Success' }, false))).toEqual([
      'run_3',
      'run_1',
    ]);
  });

  test('are each there once, newest first', () => {
    const number = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.uniqueArray(number), fc.uniqueArray(number), (paged, live) => {
        const merged = mergeRuns(
          paged.map((one) => run(one)),
          record(...live.map((one) => run(one))),
          all,
          false,
        );
        expect(merged.map((one) => one.submittedAt)).toEqual(
          [...new Set([...paged, ...live])].sort((a, b) => b - a).map((one) => run(one).submittedAt),
        );
      }),
    );
  });
});
