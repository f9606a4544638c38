import { beforeEach, expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { batch } from '../../shared/edits/edit.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from './designer.ts';
import { goTo } from './go-to.ts';

/** Operation 0 stands in no workflow; operation 1 uses one of its activities. */
const project = apply(
  sampleProject(2),
  batch([
    { type: 'operation.remove', operationId: 'opn_0' },
    {
      type: 'step.insert',
      operationId: 'opn_1',
      index: 0,
      step: { id: 'stp_more', kind: 'activity', componentId: 'act_get-0' },
    },
  ]),
);

beforeEach(() => designer.setState({ project, workflowId: 'wfl_main', selection: [], paneTab: 'workflows' }));

test('an activity is shown at its first step on a canvas', () => {
  goTo({ kind: 'activity', id: 'act_get-0' });
  expect(designer.getState()).toMatchObject({ selection: [{ kind: 'step', id: 'stp_more' }], paneTab: 'workflows' });
});

test('what stands on no canvas is shown in the Components tab', () => {
  for (const item of [
    { kind: 'activity', id: 'act_put-0' },
    { kind: 'operation', id: 'opn_0' },
    { kind: 'connection', id: 'con_finance' },
  ] as const) {
    designer.setState({ paneTab: 'workflows' });
    goTo(item);
    expect(designer.getState()).toMatchObject({ selection: [item], paneTab: 'components' });
  }
});
