import { expect, test } from 'vitest';
import { progressOfEach, totalsOf } from './progress-of-each.ts';
import type { StepProgress } from './run.ts';

const list: StepProgress = { stepId: 'stp_list', state: 'complete', bytes: 0, objects: 5000 };
const get: StepProgress = { stepId: 'stp_get', state: 'running', bytes: 4000, objects: 1010 };
const put: StepProgress = {
  stepId: 'stp_put',
  state: 'running',
  bytes: 3900,
  objects: 1000,
  totalBytes: 20_000,
  totalObjects: 5000,
  listing: true,
  skipped: 200,
  failed: 4,
};

test('what is done of many objects is what arrived, what was left as it is and what failed', () => {
  expect(progressOfEach({ steps: [list, get, put] })).toEqual({
    done: 1204,
    listed: 5000,
    listing: true,
    skipped: 200,
    failed: 4,
  });
  expect(progressOfEach({ steps: [list, get] })).toBeNull();
});

test('a run over many objects counts those that arrived, not those that were listed', () => {
  expect(totalsOf([list, get, put])).toEqual({ bytes: 3900, objects: 1000 });
  expect(totalsOf([list])).toEqual({ bytes: 0, objects: 5000 });
  expect(
    totalsOf([
      { ...get, bytes: 10 },
      { ...get, bytes: 8 },
    ]),
  ).toEqual({ bytes: 10, objects: 1010 });
  expect(totalsOf([])).toEqual({ bytes: 0, objects: 0 });
});
